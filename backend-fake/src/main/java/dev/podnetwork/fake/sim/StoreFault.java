package dev.podnetwork.fake.sim;

/** What can go wrong between a process and a {@link SimStore}. */
public enum StoreFault {
    /** Somebody else changed the record just before the write: the write answers {@code Conflict}. */
    CONFLICT,
    /** The store did not take the write. */
    UNAVAILABLE,
    /** The write was applied and its reply was lost: it answers {@code Unknown}, late. */
    LOST_REPLY,
    /** The request was lost: nothing was applied, and it answers {@code Unknown}, late. */
    LOST_REQUEST,
    /** Of a write in two parts only the first was applied; it answers {@code Unknown}, late. */
    TORN,
    /** Of a write in two parts only the first was applied, and the process crashes there. */
    TORN_BY_CRASH,
    /** The call takes seconds. */
    SLOW,
    /** A read answers {@code Unavailable}. */
    READ_FAILS,
    /** A list answers {@code Unavailable}. */
    LIST_FAILS,
    /** A notice of a change is lost. */
    NOTICE_LOST,
    /** A notice of a change comes twice. */
    NOTICE_REPEATED
}
