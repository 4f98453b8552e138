package dev.podnetwork.k8s.install;

/** An installation stopped. The message says at which object and why; it can be repeated. */
public final class InstallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of that message. */
    public InstallException(String message) {
        super(message);
    }
}
