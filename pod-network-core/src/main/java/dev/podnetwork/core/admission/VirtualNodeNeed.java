package dev.podnetwork.core.admission;

import dev.podnetwork.api.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A serverless pod that no virtual node can take: one has to be made first. Immutable (spec: control-plane §0).
 *
 * @param anyOf a virtual node in one of these zones is enough
 */
public record VirtualNodeNeed(List<ZoneId> anyOf) {
    /** Copies the list. */
    public VirtualNodeNeed {
        anyOf = List.copyOf(anyOf);
    }

    /** What a pod with that constraint needs when virtual nodes are in those zones; nothing when one of them will do. */
    public static Optional<VirtualNodeNeed> of(ZoneConstraint constraint, List<ZoneId> virtualNodes) {
        boolean anywhere = constraint.anyOf().isEmpty();
        if (virtualNodes.stream().anyMatch(constraint::allows)) {
            return Optional.empty();
        }
        TreeSet<ZoneId> allowed = new TreeSet<>();
        constraint
                .anyOf()
                .forEach(zones -> zones.stream().filter(constraint::allows).forEach(allowed::add));
        return anywhere
                ? Optional.of(new VirtualNodeNeed(List.of()))
                : Optional.of(new VirtualNodeNeed(List.copyOf(allowed)));
    }

    /** For people. */
    @Override
    public String toString() {
        return anyOf.isEmpty()
                ? "a virtual node is needed, in any zone"
                : "a virtual node is needed in "
                        + (anyOf.size() == 1 ? "zone " + anyOf.get(0) : "one of the zones " + anyOf);
    }
}
