package dev.podnetwork.core.explain;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.ScarceResource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A pod that waits for something. Immutable.
 *
 * @param pod which
 * @param resource what for
 * @param since since when, from any common beginning
 */
public record Waiter(PodRef pod, ScarceResource resource, Duration since) {
    /** Refuses missing parts. */
    public Waiter {
        requireNonNull(pod, "pod");
        requireNonNull(resource, "resource");
        requireNonNull(since, "since");
    }

    /** Who waits longer for the same thing, the first one first; equal times are in the order of the names. */
    public static List<PodRef> ahead(Waiter one, List<Waiter> all) {
        Comparator<Waiter> order =
                Comparator.comparing(Waiter::since).thenComparing(w -> w.pod().toString());
        return all.stream()
                .filter(w -> w.resource().equals(one.resource()) && !w.pod().equals(one.pod()))
                .filter(w -> order.compare(w, one) < 0)
                .sorted(order)
                .map(Waiter::pod)
                .toList();
    }
}
