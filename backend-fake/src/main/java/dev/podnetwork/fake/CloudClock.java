package dev.podnetwork.fake;

import dev.podnetwork.spi.Env;
import java.time.Instant;

/**
 * The time of the fake cloud: its own clock, which no crash or clock jump of a process touches, and what it does later.
 * Thread-safe.
 */
public interface CloudClock {

    /** The cloud's clock. Never goes back. */
    Instant now();

    /**
     * Runs a task once, not inside this call and not before {@code delayNanos} have passed.
     *
     * @param delayNanos zero or less means soon
     */
    void schedule(long delayNanos, Runnable task);

    /** A clock that begins at {@code start} and goes with the monotonic time of an {@code Env}. */
    static CloudClock on(Env env, Instant start) {
        long origin = env.ticks();
        return new CloudClock() {
            @Override
            public Instant now() {
                return start.plusNanos(env.ticks() - origin);
            }

            @Override
            public void schedule(long delayNanos, Runnable task) {
                Env.Timer unused = env.schedule(delayNanos, task);
            }
        };
    }
}
