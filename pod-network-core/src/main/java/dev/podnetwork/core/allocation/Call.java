package dev.podnetwork.core.allocation;

/** The cloud calls that an interface of a record can have outstanding, at most one at a time. */
public enum Call {
    /** Create it. */
    CREATE,
    /** Ask by tag whether the create of this intent was applied. */
    FIND,
    /** Attach it. */
    ATTACH,
    /** Detach it. */
    DETACH,
    /** Delete it. */
    DELETE,
    /** Describe it. */
    OBSERVE
}
