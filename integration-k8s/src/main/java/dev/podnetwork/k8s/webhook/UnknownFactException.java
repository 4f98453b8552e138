package dev.podnetwork.k8s.webhook;

/** Something that admission depends on is not known now; see {@link AdmissionFacts}. */
public final class UnknownFactException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Of that.
     *
     * @param what what is not known, and why
     */
    public UnknownFactException(String what) {
        super(what);
    }
}
