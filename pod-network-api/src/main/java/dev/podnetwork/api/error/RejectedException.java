package dev.podnetwork.api.error;

/** The request can never be granted as asked; do not retry it. */
public final class RejectedException extends PodNetworkException {
    private static final long serialVersionUID = 1L;

    /** With its message. */
    public RejectedException(String message) {
        super(message);
    }
}
