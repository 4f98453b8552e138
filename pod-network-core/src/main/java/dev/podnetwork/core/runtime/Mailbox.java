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
    private List<E> events = List.of();

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

    /** The walk through the cloud that came by last, and which interfaces of the record it saw, a bit each. */
    private int walk;

    private long seen;

    /** That walk saw this interface; whether it can be noted here. */
    boolean see(int inWalk, int index) {
        if (index >= Long.SIZE) {
            return false;
        }
        seen = (walk == inWalk ? seen : 0) | 1L << index;
        walk = inWalk;
        return true;
    }

    /** Whether that walk saw this interface. */
    boolean seen(int inWalk, int index) {
        return walk == inWalk && index < Long.SIZE && (seen & 1L << index) != 0;
    }

    Mailbox(PodRef key, S soft) {
        this.key = key;
        this.soft = soft;
    }

    /** Queues an event behind the others. */
    void add(E event) {
        events = events.isEmpty() ? List.of(event) : joined(events, List.of(event));
    }

    /** Queues events again that were taken, before those that came since. */
    void addFirst(List<E> earlier) {
        events = joined(earlier, events);
    }

    private static <E> List<E> joined(List<E> first, List<E> then) {
        if (first.isEmpty() || then.isEmpty()) {
            return first.isEmpty() ? then : first;
        }
        List<E> all = new ArrayList<>(first.size() + then.size());
        all.addAll(first);
        all.addAll(then);
        return all;
    }

    /** Takes all events, in order. */
    List<E> take() {
        List<E> taken = events;
        events = List.of();
        return taken;
    }

    /** Whether an event is queued. */
    boolean hasEvents() {
        return !events.isEmpty();
    }

    /** The record, null without one. */
    @Nullable
    R record() {
        return committed == null ? null : committed.record();
    }
}
