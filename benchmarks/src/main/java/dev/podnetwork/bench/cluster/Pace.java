package dev.podnetwork.bench.cluster;

import java.util.Locale;

/**
 * When each of some pods was bound, in their order. The clock starts when the pods that come first, to warm up, are bound. Not thread-safe.
 */
final class Pace {
    private final long[] at;
    private final int warmUp;
    private long began;
    private int warm;
    private int count;

    /**
     * A pace that nobody has set yet.
     *
     * @param warmUp how many pods come before those that count
     * @param pods how many count
     * @param began where the clock starts without a warm-up
     */
    Pace(int warmUp, int pods, long began) {
        this.at = new long[pods];
        this.warmUp = warmUp;
        this.began = began;
    }

    /** So many are bound now, those of the warm-up among them. */
    void reached(int bound, long now) {
        while (warm < Math.min(bound, warmUp)) {
            warm++;
            began = now;
        }
        while (count < Math.min(bound - warmUp, at.length)) {
            at[count++] = now;
        }
    }

    boolean complete() {
        return count == at.length;
    }

    /** Pods a second, all of them. */
    double rate() {
        return at.length * 1e9 / (at[at.length - 1] - began);
    }

    /** Pods a second of the first fifth, or thousand. */
    double first() {
        return part() * 1e9 / (at[part() - 1] - began);
    }

    /** Pods a second of the last fifth, or thousand. */
    double last() {
        return part() * 1e9 / (at[at.length - 1] - at[at.length - part() - 1]);
    }

    /** Pods a second from the first tenth to the last: without a beginning and an end. */
    double steady() {
        int from = at.length / 10;
        int to = at.length - 1 - from;
        return (to - from) * 1e9 / (at[to] - at[from]);
    }

    /** Pods a second of each tenth, in their order: shows a decay, and a tail. */
    String tenths() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 10; i++) {
            int from = at.length * (i - 1) / 10;
            int to = at.length * i / 10;
            long before = from == 0 ? began : at[from - 1];
            text.append(String.format(Locale.ROOT, " %.0f", (to - from) * 1e9 / Math.max(1, at[to - 1] - before)));
        }
        return text.toString().trim();
    }

    private int part() {
        return part(at.length);
    }

    /** How many are the first and the last of so many. */
    static int part(int pods) {
        return pods >= 5000 ? 1000 : Math.max(1, pods / 5);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f pods/s; first %d %.1f, last %d %.1f (%.0f %%)",
                rate(),
                part(),
                first(),
                part(),
                last(),
                100 * last() / first());
    }
}
