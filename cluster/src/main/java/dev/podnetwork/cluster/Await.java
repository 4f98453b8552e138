package dev.podnetwork.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another process does. Stateless. */
public final class Await {
    private static final long PAUSE_NANOS = 50_000_000;

    private Await() {}

    /**
     * Asks until there is an answer.
     *
     * @param what what is waited for, for the message
     * @throws ClusterException when there is none in time; the last exception of the probe is its cause
     */
    public static <T> T value(String what, Duration atMost, Supplier<Optional<T>> probe) {
        long deadline = System.nanoTime() + atMost.toNanos();
        RuntimeException last = null;
        do {
            try {
                Optional<T> answer = probe.get();
                if (answer.isPresent()) {
                    return answer.get();
                }
                last = null;
            } catch (ClusterException notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new ClusterException("interrupted while waiting for " + what);
            }
        } while (System.nanoTime() < deadline);
        String text = "waited " + atMost.toSeconds() + " s in vain for " + what;
        throw last == null ? new ClusterException(text) : new ClusterException(text + ": " + last.getMessage(), last);
    }

    /** Asks until the answer is yes; see {@link #value}. */
    public static void until(String what, Duration atMost, BooleanSupplier probe) {
        value(what, atMost, () -> probe.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Lets time pass, for a fault that has to last. */
    public static void pause(Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
