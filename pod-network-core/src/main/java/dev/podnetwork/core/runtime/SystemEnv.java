package dev.podnetwork.core.runtime;

import dev.podnetwork.spi.Env;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The real world: the machine's clocks, its randomness, and a few daemon threads. The only class that may touch them. */
public final class SystemEnv implements Env, AutoCloseable {
    private final ScheduledThreadPoolExecutor threads;

    /** With so many threads; 1 or 2 are enough for any cluster, since nothing on them blocks. */
    public SystemEnv(int threadCount) {
        AtomicInteger numbers = new AtomicInteger();
        this.threads = new ScheduledThreadPoolExecutor(threadCount, task -> {
            Thread thread = new Thread(task, "pod-network-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public long ticks() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Future<?> future = threads.schedule(task, Math.max(delayNanos, 0), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Stops the threads; waiting tasks are dropped, and later ones too. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
