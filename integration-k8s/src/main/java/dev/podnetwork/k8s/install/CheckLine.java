package dev.podnetwork.k8s.install;

import static java.util.Objects.requireNonNull;

/**
 * One answer of a check before installing. Immutable.
 *
 * @param level how bad it is
 * @param text what was asked, what was found, and what to do
 */
public record CheckLine(Level level, String text) {
    /** Refuses missing parts. */
    public CheckLine {
        requireNonNull(level, "level");
        requireNonNull(text, "text");
    }

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** It works, perhaps not as meant. */
        WARNING,
        /** Do not install before this is put right. */
        ERROR
    }

    static CheckLine ok(String text) {
        return new CheckLine(Level.OK, text);
    }

    static CheckLine warning(String text) {
        return new CheckLine(Level.WARNING, text);
    }

    static CheckLine error(String text) {
        return new CheckLine(Level.ERROR, text);
    }

    /** {@code ERROR    text}. */
    @Override
    public String toString() {
        return String.format("%-8s %s", level, text);
    }
}
