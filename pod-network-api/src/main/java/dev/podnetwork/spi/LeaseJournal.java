package dev.podnetwork.spi;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalState;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where a node keeps its leases over a restart. The contract:
 *
 * <ul>
 *   <li>The entries of one {@link #append} are kept all or none, and after those of every earlier call.
 *   <li>{@link JournalReply.Durable} is answered when the entries survive a loss of power, not before.
 *   <li>Several appends may share one forced write; the caller need not wait for one before it calls the next.
 *   <li>After one {@link JournalReply.Refused} every later append is refused too, until the journal is opened again: what
 *       is on the disk is then not known.
 *   <li>Stages never complete with an exception.
 * </ul>
 *
 * <p>Thread-safe. Stages complete on any thread; the caller goes back to its own.
 */
public interface LeaseJournal extends AutoCloseable {

    /** What the journal held when it was opened. */
    JournalState recovered();

    /** Makes entries durable. */
    CompletionStage<JournalReply> append(List<JournalEntry> entries);

    /** Forces what is under way, then lets the file go; later appends are refused. Idempotent. */
    @Override
    void close();
}
