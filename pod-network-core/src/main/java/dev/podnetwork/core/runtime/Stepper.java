package dev.podnetwork.core.runtime;

import dev.podnetwork.spi.Stored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Driver} drives: the pure machine, with what it needs to see and what is to be done about its answers.
 * Called on the loop only.
 *
 * @param <R> the record
 * @param <E> the event
 * @param <S> what the machine remembers
 */
interface Stepper<R, E, S> {

    /**
     * What a step proposes.
     *
     * @param <R> the record
     * @param <S> what the machine remembers
     */
    interface Proposal<R, S> {
        /** The record to commit, null to remove it or to have none. */
        @Nullable
        R next();

        /** What to remember. */
        S soft();

        /** When to step again at the latest. */
        long wakeAt();
    }

    /** Takes one pure step. */
    Proposal<R, S> step(Mailbox<R, E, S> box, List<E> events);

    /** Takes what the step claims of what is shared; false to step again with the new readings. */
    boolean reserve(Mailbox<R, E, S> box, Proposal<R, S> proposal);

    /** Gives it back: the proposal came to nothing, or is committed and counted by its record from now on. */
    void unreserve(Proposal<R, S> proposal);

    /** The record of a key is now this one. */
    void replaced(Mailbox<R, E, S> box, @Nullable Stored<R> before, @Nullable Stored<R> after);

    /** The proposal stands: remembered, and committed if there was anything to commit. Runs its effects. */
    void adopted(Mailbox<R, E, S> box, Proposal<R, S> proposal);

    /** What was read, as the record that is known if it says nothing else: then what is remembered of that still holds. */
    @Nullable
    Stored<R> asKnown(@Nullable Stored<R> known, @Nullable Stored<R> read);

    /** What there is to remember of a record that was read, or of none. */
    S fresh(@Nullable Stored<R> stored);

    /** An event without content. */
    E look(String why);

    /** Whether a change of this record by others may go unnoticed until somebody reads it. */
    boolean rereads(Mailbox<R, E, S> box);

    /** A step of this key failed on a broken invariant; it was stopped. */
    void stopped(Mailbox<R, E, S> box, RuntimeException cause);

    /** Whether nothing at all is known or wanted of this key, so that it can be forgotten. */
    boolean idle(Mailbox<R, E, S> box);
}
