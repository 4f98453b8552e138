package dev.podnetwork.k8s.client;

import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.spi.Env;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * A limit on requests to the API server, first come, first served: {@code burst} at once, then {@code qps} a second. Who has one
 * set wants it although the API server limits each client itself. Thread-safe.
 */
public final class CallLimit {
    private static final double SECOND = 1_000_000_000.0;

    private final Env env;
    private final Executor serial;
    private final double qps;
    private final double burst;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private double tokens;
    private long filledAt;
    private boolean timer;

    /**
     * A full bucket.
     *
     * @param qps requests a second, above 0
     * @param burst requests at once, at least 1
     */
    public CallLimit(Env env, double qps, int burst) {
        if (!(qps > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "a limit of " + qps + " requests a second, " + burst + " at once, lets none through");
        }
        this.env = env;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.qps = qps;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = env.ticks();
    }

    /** Runs it when its turn comes. */
    void run(Runnable request) {
        serial.execute(() -> {
            waiting.add(request);
            drain();
        });
    }

    private void drain() {
        long now = env.ticks();
        tokens = Math.min(burst, tokens + qps * (now - filledAt) / SECOND);
        filledAt = now;
        while (!waiting.isEmpty() && tokens >= 1) {
            tokens--;
            waiting.remove().run();
        }
        if (!waiting.isEmpty() && !timer) {
            timer = true;
            long wait = (long) Math.ceil((1 - tokens) / qps * SECOND);
            env.schedule(
                    wait,
                    () -> serial.execute(() -> {
                        timer = false;
                        drain();
                    }));
        }
    }
}
