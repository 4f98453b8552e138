package dev.podnetwork.core.cloud;

import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.MetricsSink;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the calls of each API within the account's limit: of n per minute a tenth at once, and as many again nine times a
 * minute, so that no window of 60 s sees more than n (spec: README decision 16). Nothing is reserved ahead: only the head
 * of the queue asks the limiter, so a pod that comes later goes before a sweep that waits already. When the cloud says
 * that it throttles, the API pauses.
 */
public final class Throttle {
    private static final long MINUTE = 60_000_000_000L;

    private final Env env;
    private final java.util.function.Consumer<Runnable> loop;
    private final ApiLimits limits;
    private final MetricsSink metrics;
    /** Read from any thread. */
    private final Map<String, Api> apis = new ConcurrentHashMap<>();

    private volatile int queued;

    /**
     * A throttle.
     *
     * @param env for time
     * @param loop runs a task on the loop that owns this
     * @param limits the account's limits, or this process's share of them
     * @param metrics hears of waits
     */
    public Throttle(Env env, java.util.function.Consumer<Runnable> loop, ApiLimits limits, MetricsSink metrics) {
        this.env = env;
        this.loop = loop;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** The place in the line of its API that a call gets which comes next and is as urgent as can be. From any thread. */
    public long place(String api) {
        Api one = apis.get(api);
        return one == null ? 0 : one.urgentCame;
    }

    /** How many calls are before this place. From any thread. */
    public long ahead(String api, long place) {
        Api one = apis.get(api);
        return one == null ? 0 : Math.max(place - one.urgentLeft, 0);
    }

    /**
     * When the call at this place leaves at the earliest, as a tick: exact but for pauses that the cloud has yet to ask for.
     * From any thread.
     */
    public long leavesAt(String api, long place) {
        Api one = apis.get(api);
        long now = env.ticks();
        if (one == null) {
            return now;
        }
        long ahead = ahead(api, place);
        long free = one.limiter.getDetailedMetrics().getAvailablePermissions();
        long at = now;
        if (ahead >= free) {
            long refills = (ahead - Math.max(free, 0)) / one.burst + 1;
            at = one.startedAt + ((now - one.startedAt) / one.period + refills) * one.period;
        }
        return Math.max(at, one.pausedUntil);
    }

    /** The share of the calls at once that would leave now: 1 when all are left, 0 when the next one waits. From any thread. */
    public double left(String api) {
        Api one = apis.get(api);
        if (one == null) {
            return 1;
        }
        double free = one.limiter.getDetailedMetrics().getAvailablePermissions();
        return one.pausedUntil - env.ticks() > 0 ? 0 : Math.max(free, 0) / one.burst;
    }

    /** Sends when the limit permits. */
    public void submit(String api, Priority priority, Runnable send) {
        Api one = apis.computeIfAbsent(api, this::api);
        one.queues.get(priority.ordinal()).add(new Queued(send, env.ticks()));
        one.came(priority);
        queued = queued + 1;
        pump(one);
    }

    /** The cloud throttled this API: nothing goes out for so long. */
    public void pause(String api, Duration atLeast) {
        Api one = apis.computeIfAbsent(api, this::api);
        long until = env.ticks() + Math.max(atLeast.toNanos(), 1_000_000_000L);
        one.pausedUntil = Math.max(one.pausedUntil, until);
    }

    /** How many calls wait. From any thread. */
    public int queued() {
        return queued;
    }

    /** Forgets what waits. */
    public void clear() {
        for (Api api : apis.values()) {
            api.urgentLeft = api.urgentCame;
            api.queues.forEach(Deque::clear);
        }
        queued = 0;
    }

    private void pump(Api api) {
        while (true) {
            Deque<Queued> queue = api.first();
            if (queue == null) {
                return;
            }
            long wait = api.pausedUntil - env.ticks();
            if (wait <= 0 && api.limiter.acquirePermission()) {
                Queued next = queue.remove();
                api.left(queue);
                queued = queued - 1;
                metrics.throttled(api.name, env.ticks() - next.since());
                if (api.single) {
                    // Two refills always meet in some window of 60 s, so a limit of one is kept by pausing.
                    api.pausedUntil = env.ticks() + MINUTE;
                }
                next.send().run();
                continue;
            }
            retry(api, wait > 0 ? wait : api.limiter.getDetailedMetrics().getNanosToWait());
            return;
        }
    }

    private void retry(Api api, long wait) {
        if (!api.retrying) {
            api.retrying = true;
            env.schedule(
                    Math.max(wait, 1_000_000L),
                    () -> loop.accept(() -> {
                        api.retrying = false;
                        pump(api);
                    }));
        }
    }

    private Api api(String name) {
        int perMinute = limits.of(name);
        int burst = Math.max(perMinute / 10, 1);
        long period = period(perMinute, burst);
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(burst)
                .limitRefreshPeriod(Duration.ofNanos(period))
                .timeoutDuration(Duration.ZERO)
                .build();
        long now = env.ticks();
        return new Api(name, perMinute == 1, new AtomicRateLimiter(name, config, env::ticks), now, period, burst);
    }

    /**
     * The refill keeps to nine tenths of the limit, and is so slow that a window of 60 s touches no more refills than the
     * limit holds bursts.
     */
    private static long period(int perMinute, int burst) {
        long byRate = burst * MINUTE * 10 / (9L * perMinute);
        int most = perMinute / burst;
        return Math.max(byRate, MINUTE / Math.max(most - 1, 1)) + 1;
    }

    private record Queued(Runnable send, long since) {}

    private static final class Api {
        final String name;
        final AtomicRateLimiter limiter;
        final List<Deque<Queued>> queues = new ArrayList<>();
        final long startedAt;
        final long period;
        final int burst;
        final boolean single;
        boolean retrying;
        /** Read from any thread. */
        volatile long pausedUntil = Long.MIN_VALUE / 2;
        /** Read from any thread. */
        volatile long urgentCame;
        /** Read from any thread. */
        volatile long urgentLeft;

        Api(String name, boolean single, AtomicRateLimiter limiter, long startedAt, long period, int burst) {
            this.startedAt = startedAt;
            this.period = period;
            this.burst = burst;
            this.name = name;
            this.single = single;
            this.limiter = limiter;
            for (int i = 0; i < Priority.values().length; i++) {
                queues.add(new ArrayDeque<>());
            }
        }

        void came(Priority priority) {
            if (priority.ordinal() == 0) {
                urgentCame = urgentCame + 1;
            }
        }

        @SuppressWarnings("ReferenceEquality") // which of the queues it is
        void left(Deque<Queued> queue) {
            if (queue == queues.get(0)) {
                urgentLeft = urgentLeft + 1;
            }
        }

        @org.jspecify.annotations.Nullable
        Deque<Queued> first() {
            for (Deque<Queued> queue : queues) {
                if (!queue.isEmpty()) {
                    return queue;
                }
            }
            return null;
        }
    }
}
