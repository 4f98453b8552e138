package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.Stored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key: its events in order, its last committed record, and what the machine remembers. Belongs to the loop.
 *
 * @param <R> the record
 * @param <E> the event
 * @param <S> what the machine remembers
 */
final class Mailbox<R, E, S> extends Alarms.Sleeper {
    final PodRef key;
    final List<E> events = new ArrayList<>(2);

    @Nullable
    Stored<R> committed;

    S soft;

    /** A write, or the read after one, is outstanding: no step until it is answered. */
    boolean busy;

    /** What is being written, null when nothing is or when it is a removal. */
    @Nullable
    R writing;

    /** Whether a write may have been applied that is not in {@link #committed}. */
    boolean doubtful;

    /** A step is posted already. */
    boolean posted;

    /** Somebody else may have written: read before the next step. */
    boolean suspect;

    /** A step failed on a broken invariant: nothing more is done for this key. */
    boolean stopped;

    /** Who hears the uncached read that is outstanding, null when none is. */
    @Nullable
    Object reading;

    /** Failed writes or reads in a row. */
    int failures;

    Mailbox(PodRef key, S soft) {
        this.key = key;
        this.soft = soft;
    }

    /** The record, null without one. */
    @Nullable
    R record() {
        return committed == null ? null : committed.record();
    }
}
