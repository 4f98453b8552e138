package dev.podnetwork.spi;

import dev.podnetwork.api.PodRef;
import java.util.concurrent.CompletionStage;

/**
 * Where records are durable: custom resources, a journal, memory. The contract:
 *
 * <ul>
 *   <li>Writes to one key are conditional on the version; a stale one is {@link CommitReply.Conflict}.
 *   <li>A record may be stored in two halves ({@link RecordHalves}) that are written one after the other, the head first;
 *       a half that did not change is not written. When only the head reached the store, the record reads as the new head
 *       with the old status, at a new version.
 *   <li>{@link #remove} first marks the record ({@link Stored#deletionRequested()}), then lets it go; it may stop between.
 *   <li>Stages never complete with an exception. A write whose reply is lost is {@link CommitReply.Unknown}.
 *   <li>Times are the store's clock.
 * </ul>
 *
 * <p>Thread-safe. Callbacks run on any thread; the caller goes back to its own.
 *
 * @param <R> the record
 */
public interface RecordStore<R> {

    /** Reads one record, past every cache. */
    CompletionStage<ReadReply<R>> read(PodRef key);

    /** Reads all records, past every cache. */
    CompletionStage<ListReply<R>> list();

    /** Writes a new record; {@link CommitReply.Conflict} when the key is taken. */
    CompletionStage<CommitReply> create(PodRef key, R record);

    /**
     * Writes a record that exists.
     *
     * @param current the record as this process last saw it; decides the version and which halves changed
     * @param next the new value
     */
    CompletionStage<CommitReply> update(Stored<R> current, R next);

    /** Lets a record go. {@link CommitReply.Committed} also when it was gone already. */
    CompletionStage<CommitReply> remove(Stored<R> current);

    /**
     * Tells of changes that were not written through this handle, as a hint to read again: it may miss some, repeat some
     * and come late.
     *
     * @param listener called with the key; must not block
     */
    void listen(Listener listener);

    /** Hears of changes. */
    @FunctionalInterface
    interface Listener {
        /** The record of this key changed, appeared or went. */
        void changed(PodRef key);
    }
}
