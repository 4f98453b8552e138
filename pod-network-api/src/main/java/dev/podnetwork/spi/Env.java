package dev.podnetwork.spi;

import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Everything the core may not have of its own: time, chance and threads. A process runs on one {@code Env}; a simulation
 * gives each simulated process its own, all driven by one virtual clock.
 *
 * <p>Thread-safe. {@link #execute} never runs the task inside the call.
 */
public interface Env extends Executor {

    /** Nanoseconds of a monotonic clock with an arbitrary origin. Drives every limit, timeout and backoff. */
    long ticks();

    /** The wall clock, for people and logs only: it may jump. Durable times are the store's clock. */
    Instant now();

    /** The next 64 random bits; deterministic under simulation. */
    long nextLong();

    /** Runs a task soon, after the tasks given before it have been started. */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task once, not before {@code delayNanos} have passed.
     *
     * @param delayNanos zero or less means soon
     * @param task must not block
     * @return cancels the task if it has not started
     */
    Timer schedule(long delayNanos, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the task if it has not started; harmless afterwards. */
        void cancel();
    }
}
