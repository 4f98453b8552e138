package dev.podnetwork.k8s.lease;

import java.time.Duration;

/**
 * How a lease is held.
 *
 * @param namespace of the Lease object
 * @param name of the Lease object
 * @param identity of this process; no two processes may have the same
 * @param duration after which a lease that nobody renewed is free
 * @param retry how often it is renewed, or tried
 */
public record LeaseSettings(String namespace, String name, String identity, Duration duration, Duration retry) {
    /** What design §2 fixes: 15 s. */
    public static final Duration DURATION = Duration.ofSeconds(15);

    /** What design §2 fixes: 2 s. */
    public static final Duration RETRY = Duration.ofSeconds(2);

    /** Refuses a lease that would run out between two renewals, or before one cloud call can end. */
    public LeaseSettings {
        if (duration.compareTo(retry.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("a lease of " + duration + " renewed every " + retry
                    + " would be lost by two late answers: let it last three times as long at least");
        }
    }
}
