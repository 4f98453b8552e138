package dev.podnetwork.spi;

import java.time.Instant;
import java.util.List;

/**
 * What the store answered to a live list.
 *
 * @param <R> the record
 */
public sealed interface ListReply<R> {

    /**
     * Every record there was at one moment.
     *
     * @param <R> the record
     * @param records in key order
     * @param storeTime the store's clock
     */
    record Listed<R>(List<Stored<R>> records, Instant storeTime) implements ListReply<R> {}

    /**
     * The store did not answer: this says nothing about any record.
     *
     * @param <R> the record
     * @param reason for people
     */
    record Unavailable<R>(String reason) implements ListReply<R> {}
}
