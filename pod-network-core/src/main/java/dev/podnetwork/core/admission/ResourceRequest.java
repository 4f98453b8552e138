package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.api.selector.EniType;
import java.util.List;
import java.util.Optional;

/**
 * The extended resource a pod asks the scheduler for, written as request and limit of its first container; it replaces what is there.
 * Immutable (spec: control-plane §2.5; README decision 12).
 *
 * @param name the resource
 * @param count one per interface
 */
public record ResourceRequest(String name, int count) {
    /** Refuses a missing name and a count below one. */
    public ResourceRequest {
        requireNonNull(name, "name");
        if (count < 1) {
            throw new IllegalArgumentException(
                    "resource " + name + " is asked for " + count + " times: ask for at least one");
        }
    }

    /** What resolved interfaces ask for; nothing without interfaces, on virtual nodes, or when the controller does not inject. */
    public static Optional<ResourceRequest> of(List<NetworkEntry> entries, ClusterSettings settings) {
        boolean scheduled = settings.injectResources() && settings.kind() == ClusterKind.NODES;
        if (entries.isEmpty() || !scheduled) {
            return Optional.empty();
        }
        return Optional.of(new ResourceRequest(name(entries, settings), entries.size()));
    }

    private static String name(List<NetworkEntry> entries, ClusterSettings settings) {
        boolean own = entries.stream().anyMatch(e -> e.eniType() == EniType.ENI);
        boolean byDefault = entries.stream().allMatch(e -> e.eniType() == EniType.DEFAULT);
        boolean exclusive = settings.whollyExclusive() && byDefault;
        return !settings.trunk() || own || exclusive ? ExtendedResources.ENI : ExtendedResources.MEMBER_ENI;
    }
}
