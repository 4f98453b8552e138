package dev.podnetwork.cluster;

/** The control plane, or something asked of it, failed. The message says what was asked, what was found and where to look. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of that message. */
    public ClusterException(String message) {
        super(message);
    }

    /** Of that message, because of another failure. */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
