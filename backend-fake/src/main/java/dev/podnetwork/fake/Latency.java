package dev.podnetwork.fake;

import java.time.Duration;

/**
 * How long something takes: anything between two bounds, each equally likely.
 *
 * @param minNanos at least, in nanoseconds
 * @param maxNanos at most, in nanoseconds
 */
public record Latency(long minNanos, long maxNanos) {
    /** No time at all. */
    public static final Latency ZERO = new Latency(0, 0);

    /** Refuses bounds that are negative or the wrong way round. */
    public Latency {
        if (minNanos < 0 || maxNanos < minNanos) {
            throw new IllegalArgumentException("latency " + minNanos + ".." + maxNanos + " ns: give 0 <= min <= max");
        }
    }

    /** Between these milliseconds. */
    public static Latency millis(long min, long max) {
        return new Latency(
                Duration.ofMillis(min).toNanos(), Duration.ofMillis(max).toNanos());
    }

    /** One draw. */
    long pick(SplitMix64 chance) {
        return minNanos == maxNanos ? minNanos : chance.between(minNanos, maxNanos);
    }
}
