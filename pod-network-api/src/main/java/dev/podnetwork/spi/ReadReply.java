package dev.podnetwork.spi;

import java.time.Instant;

/**
 * What the store answered to a live read.
 *
 * @param <R> the record
 */
public sealed interface ReadReply<R> {

    /**
     * The record exists.
     *
     * @param <R> the record
     * @param stored as stored now
     * @param storeTime the store's clock
     */
    record Found<R>(Stored<R> stored, Instant storeTime) implements ReadReply<R> {}

    /**
     * There is no such record.
     *
     * @param <R> the record
     * @param storeTime the store's clock
     */
    record Missing<R>(Instant storeTime) implements ReadReply<R> {}

    /**
     * The store did not answer: this says nothing about the record.
     *
     * @param <R> the record
     * @param reason for people
     */
    record Unavailable<R>(String reason) implements ReadReply<R> {}
}
