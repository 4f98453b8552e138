package dev.podnetwork.core.preflight;

import static java.util.Objects.requireNonNull;

/**
 * What would turn a verdict around. Immutable.
 *
 * @param fact the fact to change
 * @param value a text for its new value, as {@link Fact#parse} reads it; there may be others
 */
public record Change(String fact, String value) {
    /** Refuses missing parts. */
    public Change {
        requireNonNull(fact, "fact");
        requireNonNull(value, "value");
    }

    static <T> Change to(Fact<T> fact, T value) {
        return new Change(fact.name(), Fact.show(value));
    }

    /** For people. */
    @Override
    public String toString() {
        return fact + "=" + (value.isEmpty() ? "\"\"" : value);
    }
}
