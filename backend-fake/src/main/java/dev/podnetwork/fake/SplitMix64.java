package dev.podnetwork.fake;

/**
 * A small deterministic source of chance: the same seed gives the same numbers on every machine and in every release of the
 * JDK. {@link #split} gives an independent one, so that two users do not disturb each other's numbers. Not thread-safe.
 */
public final class SplitMix64 {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    /** Numbers from this seed. */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += STEP;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to {@code bound} - 1; the bound must be positive. */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound + " is not positive");
        }
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** A number from {@code min} to {@code max}, both included. */
    public long between(long min, long max) {
        return min >= max ? min : min + Long.remainderUnsigned(nextLong(), max - min + 1);
    }

    /** A number from 0 to 1, 1 not included. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Whether something of that probability happens. */
    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** An independent source, decided by this one's next number. */
    public SplitMix64 split() {
        return new SplitMix64(nextLong() ^ 0x5851f42d4c957f2dL);
    }
}
