package dev.podnetwork.fake.sim.cluster;

/** What can go wrong between a process and the cluster. */
public enum ViewFault {
    /** The cache stops following for some minutes; it serves what it has for a while, then says that it does not know. */
    STALL,
    /** The cache begins from a list that lacks some pods, and has them seconds later. */
    SYNC_BEHIND,
    /** An uncached read fails. */
    READ_FAILS,
    /** An uncached read takes seconds. */
    READ_SLOW,
    /** A listener is not told of a change that the cache has seen. */
    EVENT_LOST,
    /** A listener is told twice. */
    EVENT_REPEATED,
    /** A listener is told seconds later. */
    EVENT_LATE
}
