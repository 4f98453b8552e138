package dev.podnetwork.spi;

import dev.podnetwork.api.EniId;
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
     * @param held interfaces that objects of the store name which are there and cannot be read as records: nobody may release
     *     them as orphans
     * @param storeTime the store's clock
     */
    record Listed<R>(List<Stored<R>> records, List<EniId> held, Instant storeTime) implements ListReply<R> {
        /** Every object could be read. */
        public Listed(List<Stored<R>> records, Instant storeTime) {
            this(records, List.of(), storeTime);
        }
    }

    /**
     * The store did not answer: this says nothing about any record.
     *
     * @param <R> the record
     * @param reason for people
     */
    record Unavailable<R>(String reason) implements ListReply<R> {}
}
