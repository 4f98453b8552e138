package dev.podnetwork.k8s.controller;

import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Real threads and a clock that is moved by hand; what is scheduled never comes. Thread-safe. */
final class HandEnv implements Env, AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong ticks = new AtomicLong();

    void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    @Override
    public long ticks() {
        return ticks.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(ticks.get());
    }

    @Override
    public long nextLong() {
        return 4;
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return () -> {};
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
