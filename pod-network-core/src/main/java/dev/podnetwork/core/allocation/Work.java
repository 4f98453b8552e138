package dev.podnetwork.core.allocation;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniAttachment;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of one interface in motion. Mutable only while a step works on its own copy; never durable:
 * after a restart everything here is learnt again.
 */
final class Work {
    /** No such time. */
    static final long NONE = Long.MIN_VALUE;

    /** The call that is outstanding. */
    @Nullable
    Call outstanding;

    /** Failures in a row of what is being tried. */
    int attempt;

    /** Do nothing before this tick. */
    long notBefore = NONE;

    /** The last failure of what is being tried. */
    @Nullable
    CloudFault fault;

    /** The cloud refused the current intent for good. */
    boolean refused;

    /** The intent that all of this is about; 0 before anything was learnt. */
    int intent;

    /** When this process opened the current intent; {@link #NONE} when another one did. */
    long openedAt = NONE;

    /** How many creates of the current intent may have reached the cloud. */
    int sends;

    /** A create of the current intent got no answer: it may have been applied, whatever later ones are told. */
    boolean unanswered;

    /** The token must not be sent again before the cloud was asked by tag. */
    boolean mustFind;

    /** Empty answers to the question by tag. */
    int empties;

    /** When the first of them was asked. */
    long emptyAt = NONE;

    /** What is known of the interface. */
    Sight sight = Sight.UNKNOWN;

    /** Where it is attached, if it is and somebody looked. */
    @Nullable
    EniAttachment where;

    /** The last change that was asked for, and when its reply came. */
    @Nullable
    Call last;

    long settledAt = NONE;

    /**
     * When the present state was first established: a view from before that tick says nothing about it. {@link #NONE} for one
     * that was found so and that nobody here had changed, even without an answer.
     */
    long epochAt = NONE;

    /** When the first answer that did not hold the interface was asked for. */
    long absentAt = NONE;

    /** Looks in a row that did not show what is awaited. */
    int looks;

    Work copy() {
        Work copy = new Work();
        copy.outstanding = outstanding;
        copy.attempt = attempt;
        copy.notBefore = notBefore;
        copy.fault = fault;
        copy.refused = refused;
        copy.intent = intent;
        copy.openedAt = openedAt;
        copy.sends = sends;
        copy.unanswered = unanswered;
        copy.mustFind = mustFind;
        copy.empties = empties;
        copy.emptyAt = emptyAt;
        copy.sight = sight;
        copy.where = where;
        copy.last = last;
        copy.settledAt = settledAt;
        copy.epochAt = epochAt;
        copy.absentAt = absentAt;
        copy.looks = looks;
        return copy;
    }

    /** A fresh intent, opened by this process. */
    void open(int number, long now) {
        intent = number;
        outstanding = null;
        forgetFailures();
        openedAt = now;
        sends = 0;
        unanswered = false;
        mustFind = false;
        empties = 0;
        emptyAt = NONE;
        sight = Sight.UNKNOWN;
        where = null;
        last = null;
        settledAt = NONE;
        epochAt = NONE;
        absentAt = NONE;
    }

    void forgetFailures() {
        attempt = 0;
        notBefore = NONE;
        fault = null;
        refused = false;
        looks = 0;
    }

    /** It is in this state now; earlier views do not count any more if that is a change. */
    void see(Sight now, @Nullable EniAttachment at, long ticks) {
        if (sight != now) {
            if (now == Sight.ATTACHED || now == Sight.UNATTACHED) {
                boolean unmoved = sight == Sight.UNKNOWN && epochAt == NONE && last == null;
                epochAt = unmoved ? NONE : ticks;
            }
            sight = now;
            looks = 0;
        }
        where = at;
        absentAt = NONE;
    }

    /** Whether anything may be tried at this tick. */
    boolean free(long now) {
        return outstanding == null && (notBefore == NONE || now - notBefore >= 0);
    }
}
