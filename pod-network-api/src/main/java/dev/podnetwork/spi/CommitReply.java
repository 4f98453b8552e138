package dev.podnetwork.spi;

import java.time.Instant;

/** What the store made of a write. */
public sealed interface CommitReply {

    /**
     * The write is durable.
     *
     * @param uid the uid of the record
     * @param version its new version; unchanged when nothing had to be written
     * @param storeTime the store's clock
     */
    record Committed(String uid, Version version, Instant storeTime) implements CommitReply {}

    /** The record is not at the expected version any more, exists already, or is gone. Nothing was written. */
    record Conflict() implements CommitReply {}

    /** The reply was lost: the write may be durable, wholly or in its first half. Read and compare. */
    record Unknown() implements CommitReply {}

    /**
     * The store did not take the write.
     *
     * @param reason for people
     */
    record Unavailable(String reason) implements CommitReply {}
}
