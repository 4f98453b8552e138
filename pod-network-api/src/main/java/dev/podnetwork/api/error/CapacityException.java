package dev.podnetwork.api.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something scarce was not free in the time the caller gave; the message says which vSwitch, node or quota. */
public final class CapacityException extends PodNetworkException {
    private static final long serialVersionUID = 1L;

    @Nullable
    private final Duration retryAfter;

    /** With its message and the earliest time at which anything can change, null when only an outside event changes it. */
    public CapacityException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** The earliest time at which anything can change. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
