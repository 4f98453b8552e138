package dev.podnetwork.core.config;

import static java.util.Objects.requireNonNull;

/**
 * Something to say about a configuration or a policy. Immutable.
 *
 * @param severity how bad it is
 * @param key the key or field it is about
 * @param text what was asked, what was found, what to do
 */
public record Finding(Severity severity, String key, String text) {
    /** Refuses missing parts. */
    public Finding {
        requireNonNull(severity, "severity");
        requireNonNull(key, "key");
        requireNonNull(text, "text");
    }

    /** How bad a finding is, worst first. */
    public enum Severity {
        /** It cannot be used. */
        ERROR,
        /** It is used, and may not do what was meant. */
        WARNING,
        /** Worth knowing. */
        INFO
    }

    /** An error. */
    public static Finding error(String key, String text) {
        return new Finding(Severity.ERROR, key, text);
    }

    /** A warning. */
    public static Finding warning(String key, String text) {
        return new Finding(Severity.WARNING, key, text);
    }

    /** True for an error. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same, one step milder when it is an error. */
    public Finding asWarning() {
        return isError() ? warning(key, text) : this;
    }
}
