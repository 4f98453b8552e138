package dev.podnetwork.core.reclaim;

import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.serving.ServingApi;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the cloud lists with what the records say. It proposes; nothing is released on its word alone: drift goes to
 * the record as an observation, and an orphan is looked up in a fresh list of all records before it is touched.
 */
public final class Reclaimer {
    private Reclaimer() {}

    /**
     * What one listed interface says.
     *
     * @param eni as listed
     * @param askedAt when the list was asked for, in ticks
     * @param held the record that names it, null for none
     * @param ours what makes it ours
     * @param cloudNow the cloud's clock at the answer
     */
    public static Optional<Finding> diff(
            EniDescription eni, long askedAt, @Nullable Held held, Ownership ours, Instant cloudNow) {
        if (held != null) {
            return asRecorded(eni, held.record())
                    ? Optional.empty()
                    : Optional.of(new Finding.Drift(
                            held.record().pod(), held.uid(), held.index(), new Observation(eni.id(), eni, askedAt)));
        }
        // A Lingjun interface that failed to be made or deleted shows as being deleted, until somebody deletes it.
        boolean failed = eni.status() == EniStatus.DELETING && ServingApi.byName(eni.id()) == ServingApi.EFLO;
        boolean settled = failed || eni.status() == EniStatus.AVAILABLE || eni.status() == EniStatus.IN_USE;
        if (settled && ours.isOurs(eni) && ours.isOld(eni, cloudNow)) {
            return Optional.of(new Finding.Orphan(eni));
        }
        return Optional.empty();
    }

    /** What it says that an interface of this record was not listed although its vSwitch was, completely. */
    public static Optional<Finding> missing(Held held, long askedAt) {
        AllocatedEni eni = held.record().interfaces().get(held.index()).eni();
        if (eni == null || !atRest(held.record())) {
            return Optional.empty();
        }
        return Optional.of(new Finding.Drift(
                held.record().pod(), held.uid(), held.index(), new Observation(eni.id(), null, askedAt)));
    }

    /** Records in motion look at their interfaces themselves. */
    private static boolean atRest(Allocation record) {
        return switch (record.phase()) {
            case BOUND, RETAINED -> true;
            case REQUESTED, ATTACHING, DETACHING, DELETING -> false;
        };
    }

    private static boolean asRecorded(EniDescription eni, Allocation record) {
        return switch (record.phase()) {
            case BOUND ->
                eni.status() == EniStatus.IN_USE
                        && eni.attachment() != null
                        && eni.attachment().instance().equals(record.instance())
                        && Objects.equals(eni.attachment().trunk(), record.trunk());
            case RETAINED -> eni.status() == EniStatus.AVAILABLE;
            case REQUESTED, ATTACHING, DETACHING, DELETING -> true;
        };
    }
}
