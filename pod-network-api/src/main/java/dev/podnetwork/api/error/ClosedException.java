package dev.podnetwork.api.error;

/** The allocator was closed. */
public final class ClosedException extends PodNetworkException {
    private static final long serialVersionUID = 1L;

    /** With its message. */
    public ClosedException(String message) {
        super(message);
    }
}
