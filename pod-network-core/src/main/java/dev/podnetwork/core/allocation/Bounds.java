package dev.podnetwork.core.allocation;

import java.time.Duration;

/**
 * The bounds that the machine reasons with, in nanoseconds (design §2).
 *
 * @param lag how old the view of a describe can be
 * @param tokenLife how long the process that opened an intent may send its token again
 * @param reStep how often every live record is stepped again at least
 */
public record Bounds(long lag, long tokenLife, long reStep) {

    /** Lag 5 s, token life 5 minutes, re-step 5 minutes. */
    public static final Bounds DEFAULT = of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    /** The same from durations. */
    public static Bounds of(Duration lag, Duration tokenLife, Duration reStep) {
        return new Bounds(lag.toNanos(), tokenLife.toNanos(), reStep.toNanos());
    }
}
