package dev.podnetwork.core.cloud;

/** Who goes first when calls must wait. */
public enum Priority {
    /** A pod waits for it. */
    POD,
    /** Makes ready what pods will need. */
    WARM_UP,
    /** Gives up what no pod needs. */
    SHRINK,
    /** Looks for what went wrong. */
    SWEEP
}
