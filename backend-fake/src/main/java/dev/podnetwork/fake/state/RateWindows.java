package dev.podnetwork.fake.state;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Counts calls per API in fixed one-minute windows of the cloud's clock, and in sliding ones for whoever checks a caller's
 * limiter (spec: openapi-wire §5).
 */
public final class RateWindows {
    private static final long MINUTE = 60_000_000_000L;
    private static final long SLICE = 100_000_000L;
    private static final int SLICES = (int) (MINUTE / SLICE) - 1;

    private final TreeMap<String, Window> windows = new TreeMap<>();

    /**
     * What was seen of one API.
     *
     * @param api its name
     * @param calls how many arrived, refused ones included
     * @param refused how many were answered with a fault, throttled ones included
     * @param throttled how many the rate limit turned away, or were answered as if it had
     * @param maxPerMinute the most in one fixed minute
     * @param maxPerSlidingMinute the most in any 60 seconds, to within 0.1 s and never overstated
     */
    public record Seen(
            String api, long calls, long refused, long throttled, int maxPerMinute, int maxPerSlidingMinute) {}

    /** Counts a call that arrived; the nanoseconds until the window ends when it is one too many, else 0. */
    public long admit(String api, int limit, long nowNanos) {
        Window w = windows.computeIfAbsent(api, key -> new Window());
        w.arrive(nowNanos);
        if (w.inMinute <= limit) {
            return 0;
        }
        w.throttled++;
        return (w.minute + 1) * MINUTE - nowNanos;
    }

    /** Counts a refusal of a call already counted. */
    public void refused(String api) {
        Window w = windows.get(api);
        if (w != null) {
            w.refused++;
        }
    }

    /** Counts a call already counted that was turned away as one too many, although it was not. */
    public void throttled(String api) {
        Window w = windows.get(api);
        if (w != null) {
            w.throttled++;
        }
    }

    /** Every API that was called, by name. */
    public List<Seen> seen() {
        List<Seen> all = new ArrayList<>();
        windows.forEach((api, w) ->
                all.add(new Seen(api, w.calls, w.refused, w.throttled, w.maxPerMinute, w.maxPerSlidingMinute)));
        return List.copyOf(all);
    }

    private static final class Window {
        private final int[] slices = new int[SLICES];
        private long minute = Long.MIN_VALUE;
        private long slice = Long.MIN_VALUE;
        private int inMinute;
        private int inSlices;
        private long calls;
        private long refused;
        private long throttled;
        private int maxPerMinute;
        private int maxPerSlidingMinute;

        void arrive(long nowNanos) {
            long nowMinute = Math.floorDiv(nowNanos, MINUTE);
            inMinute = nowMinute == minute ? inMinute + 1 : 1;
            minute = nowMinute;
            slideTo(Math.floorDiv(nowNanos, SLICE));
            slices[Math.floorMod(slice, SLICES)]++;
            inSlices++;
            calls++;
            maxPerMinute = Math.max(maxPerMinute, inMinute);
            maxPerSlidingMinute = Math.max(maxPerSlidingMinute, inSlices);
        }

        private void slideTo(long nowSlice) {
            long steps = slice == Long.MIN_VALUE ? 0 : Math.min(nowSlice - slice, SLICES);
            for (long s = nowSlice - steps + 1; s <= nowSlice; s++) {
                int at = Math.floorMod(s, SLICES);
                inSlices -= slices[at];
                slices[at] = 0;
            }
            slice = nowSlice;
        }
    }
}
