package dev.podnetwork.core.allocation;

/** What is credibly known of one interface in the cloud. */
enum Sight {
    /** Not known; look before acting. */
    UNKNOWN,
    /** It exists and is attached nowhere. */
    UNATTACHED,
    /** On its way to an instance. */
    ATTACHING,
    /** Attached, here or elsewhere. */
    ATTACHED,
    /** On its way off an instance. */
    DETACHING,
    /** On its way out. */
    DELETING,
    /** Seen to be gone, twice. */
    GONE,
    /** Surely never made. */
    NOTHING
}
