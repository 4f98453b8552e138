package dev.podnetwork.api.error;

/** What the public edge throws, or completes a stage with. The message says what was asked, what was found, what to do. */
public abstract sealed class PodNetworkException extends RuntimeException
        permits RejectedException, CapacityException, CloudCallException, ClosedException {

    private static final long serialVersionUID = 1L;

    /** With its message. */
    protected PodNetworkException(String message) {
        super(message);
    }
}
