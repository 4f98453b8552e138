package dev.podnetwork.fake.sim.check;

import java.util.HashMap;
import java.util.Map;

/** No window of 60 seconds holds more calls of an API than its limit. A process that just began knows of no earlier call. */
final class RateRules {
    private static final long MINUTE = 60_000_000_000L;

    private final Scene scene;
    private final Map<String, Ring> rings = new HashMap<>();

    /** The times of the last calls, as many as the limit. */
    private static final class Ring {
        final long[] times;
        long calls;

        Ring(int limit) {
            times = new long[limit];
        }
    }

    RateRules(Scene scene) {
        this.scene = scene;
    }

    void processStarted() {
        rings.clear();
    }

    void sent(String api) {
        int limit = scene.settings().perMinute().applyAsInt(api);
        if (limit == Integer.MAX_VALUE) {
            return;
        }
        Ring ring = rings.computeIfAbsent(api, each -> new Ring(limit));
        int at = (int) (ring.calls % ring.times.length);
        long now = scene.world().nanos();
        if (ring.calls >= ring.times.length && now - ring.times[at] < MINUTE) {
            scene.fail(
                    "the call rate stays within the limit",
                    null,
                    api + " was called " + (limit + 1) + " times within " + (now - ring.times[at]) / 1_000_000
                            + " ms; the limit is " + limit + " per 60 s");
        }
        ring.times[at] = now;
        ring.calls++;
    }
}
