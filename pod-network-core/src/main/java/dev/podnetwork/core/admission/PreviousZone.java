package dev.podnetwork.core.admission;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.match.FixedNameRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a pod that comes back under its name was before (spec: control-plane §2.2 step 4). */
public final class PreviousZone {
    private PreviousZone() {}

    /**
     * The zone of the record that waits for a pod with these owners.
     *
     * @param record the record of the pod's name; null when there is none
     * @param deletionRequested whether somebody deletes the record
     */
    public static Optional<ZoneId> of(
            @Nullable Allocation record, boolean deletionRequested, FixedNameRule rule, List<String> ownerKinds) {
        boolean counts = record != null && !deletionRequested && rule.isFixedName(ownerKinds);
        return counts && record != null ? Optional.of(record.zone()) : Optional.empty();
    }
}
