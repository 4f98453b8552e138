package dev.podnetwork.core.admission;

import dev.podnetwork.api.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which zones the scheduler may place a pod. A fixed pod goes where its address is: the zone of its record wins over the zones of a
 * policy that moved since, instead of being joined with them into a set that nothing satisfies. Immutable
 * (spec: control-plane §2.5; weakness W11).
 *
 * @param anyOf each list is one required expression on the node's zone label, all of which hold; empty when the pod may go anywhere
 * @param note what to tell the user; null when nothing is odd
 */
public record ZoneConstraint(
        List<List<ZoneId>> anyOf, @Nullable String note) {
    /** The pod may go anywhere. */
    public static final ZoneConstraint NONE = new ZoneConstraint(List.of(), null);

    /** Copies the lists. */
    public ZoneConstraint {
        anyOf = anyOf.stream().map(List::copyOf).toList();
    }

    /**
     * The constraint of a resolved pod.
     *
     * @param previous the zone of the pod's record, if it has one with an interface that is not being deleted; it counts only when
     *     some interface is fixed
     */
    public static ZoneConstraint of(NetworkResolution.Resolved resolved, PodFacts pod, @Nullable ZoneId previous) {
        if (pod.isDaemonSetOwned()) {
            return NONE;
        }
        List<ZoneId> zones = resolved.zones();
        if (previous == null || !resolved.isFixed()) {
            return zones == null ? NONE : new ZoneConstraint(List.of(zones), null);
        }
        List<ZoneId> home = List.of(previous);
        if (zones == null) {
            return new ZoneConstraint(List.of(home), null);
        }
        return zones.contains(previous)
                ? new ZoneConstraint(List.of(home, zones), null)
                : new ZoneConstraint(List.of(home), moved(pod, previous, zones));
    }

    private static String moved(PodFacts pod, ZoneId previous, List<ZoneId> zones) {
        return "the fixed address of " + pod.ref() + " is in zone " + previous + ", its networks are in " + zones
                + " now: the pod stays in " + previous + " until its record is deleted";
    }

    /** Whether a node in that zone will do. */
    public boolean allows(ZoneId zone) {
        return anyOf.stream().allMatch(zones -> zones.contains(zone));
    }

    /** What to tell the user. */
    public Optional<String> report() {
        return Optional.ofNullable(note);
    }
}
