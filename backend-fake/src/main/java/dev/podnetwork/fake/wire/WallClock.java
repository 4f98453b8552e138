package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.CloudClock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Real time for a fake cloud that is served over the wire: starts at the wall clock and never goes back. Thread-safe. */
public final class WallClock implements CloudClock, AutoCloseable {
    private final Instant start = Instant.now();
    private final long origin = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fake-cloud-clock");
        thread.setDaemon(true);
        return thread;
    });

    /** A clock that begins now, with one thread of its own. */
    public WallClock() {}

    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - origin);
    }

    @Override
    public void schedule(long delayNanos, Runnable task) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        }
    }

    /** Nothing happens any more by itself. Idempotent. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
