package dev.podnetwork.k8s.adopt;

/** A migration cannot go on; what it did so far stands, and it can be called again. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was asked, what was found, and what to do. */
    public MigrationException(String message) {
        super(message);
    }
}
