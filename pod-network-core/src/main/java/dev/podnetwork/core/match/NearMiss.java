package dev.podnetwork.core.match;

import static java.util.Objects.requireNonNull;

/**
 * A policy that does not apply to a pod, and why. Immutable.
 *
 * @param policy its name
 * @param cause the kind of reason
 * @param text the reason for people
 */
public record NearMiss(String policy, Cause cause, String text) {
    /** Refuses missing parts. */
    public NearMiss {
        requireNonNull(policy, "policy");
        requireNonNull(cause, "cause");
        requireNonNull(text, "text");
    }

    /** Why a policy does not apply, in the order in which they are looked at. */
    public enum Cause {
        /** A selector cannot be used. */
        INVALID_SELECTOR,
        /** It has no selector: it is only used by name. */
        NO_SELECTOR,
        /** The pod's labels do not satisfy it. */
        POD_LABELS,
        /** The namespace's labels do not satisfy it. */
        NAMESPACE_LABELS,
        /** It selects the pod but was never Ready. */
        NEVER_READY,
        /** It selects the pod but gives fixed addresses, and the pod has no fixed name. */
        NOT_FIXED_NAME
    }
}
