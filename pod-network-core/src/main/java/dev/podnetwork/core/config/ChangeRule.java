package dev.podnetwork.core.config;

import java.util.Objects;

/** Tells the class of an edit from the old and the new effective value, and why. */
interface ChangeRule {
    /**
     * A class and what to say about it.
     *
     * @param change the class
     * @param note for people; empty when the class says it all
     */
    record Answer(ChangeClass change, String note) {}

    /** The class of this edit; the two values differ. */
    Answer of(Object before, Object after);

    static ChangeRule always(ChangeClass change) {
        return (before, after) -> new Answer(change, "");
    }

    static ChangeRule always(ChangeClass change, String note) {
        return (before, after) -> new Answer(change, note);
    }

    /** Forbidden when it leaves one value, else of that class. */
    static ChangeRule neverLeave(Object value, ChangeClass otherwise, String why) {
        return (before, after) ->
                Objects.equals(before, value) ? new Answer(ChangeClass.FORBIDDEN, why) : new Answer(otherwise, "");
    }
}
