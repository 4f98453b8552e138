package dev.podnetwork.core.explain;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.PodRef;
import java.util.List;

/**
 * What holds for more than one pod. Immutable.
 *
 * @param degradation the switch: {@code l0}, {@code l1}, or empty when it is off
 * @param callsQueued cloud calls that wait for the limiter
 * @param callsParked cloud calls that the switch holds back
 * @param ahead pods that wait longer for the same thing, the first one first
 */
public record Circumstances(String degradation, int callsQueued, int callsParked, List<PodRef> ahead) {
    /** Nothing special. */
    public static final Circumstances NONE = new Circumstances("", 0, 0, List.of());

    /** Copies the list. */
    public Circumstances {
        requireNonNull(degradation, "degradation");
        ahead = List.copyOf(ahead);
    }
}
