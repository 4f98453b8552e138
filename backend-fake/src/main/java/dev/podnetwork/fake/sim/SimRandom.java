package dev.podnetwork.fake.sim;

/**
 * A stream of random numbers (SplitMix64): the same seed gives the same numbers on every JVM. Streams that are
 * {@linkplain #split() split off} are independent, so that a change in one part of a simulation leaves the others alone.
 * Not thread-safe.
 */
public final class SimRandom {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    /** A stream from this seed. */
    public SimRandom(long seed) {
        this.state = seed;
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Scrambles 64 bits; a bijection. */
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** A number from 0 (inclusive) to {@code bound} (exclusive). */
    public int below(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("asked for a number below " + bound + ": the bound must be positive");
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** A number from {@code low} to {@code high}, both inclusive; {@code low} when there is no room between them. */
    public long between(long low, long high) {
        if (high <= low) {
            return low;
        }
        return low + (long) (nextDouble() * (high - low + 1));
    }

    /** True with this probability; draws nothing for 0 and less, so that a fault that is off changes no later number. */
    public boolean chance(double probability) {
        return probability > 0 && nextDouble() < probability;
    }

    /** A new stream that goes its own way. */
    public SimRandom split() {
        return new SimRandom(mix(nextLong() ^ GAMMA));
    }
}
