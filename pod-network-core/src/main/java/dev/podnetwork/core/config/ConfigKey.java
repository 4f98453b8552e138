package dev.podnetwork.core.config;

import static java.util.Objects.requireNonNull;

/** One key of a configuration document: what it takes, what it is without, and what an edit of it reaches. Immutable. */
public final class ConfigKey {
    private final String name;
    private final ValueKind kind;
    private final Object fallback;
    private final Allowed allowed;
    private final ChangeRule change;
    private final String meaning;

    ConfigKey(String name, ValueKind kind, Object fallback, Allowed allowed, ChangeRule change, String meaning) {
        this.name = requireNonNull(name, "name");
        this.kind = requireNonNull(kind, "kind");
        this.fallback = requireNonNull(fallback, "fallback");
        this.allowed = requireNonNull(allowed, "allowed");
        this.change = requireNonNull(change, "change");
        this.meaning = requireNonNull(meaning, "meaning");
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What its value must be. */
    public ValueKind kind() {
        return kind;
    }

    /** Its value when the document does not say. */
    public Object fallback() {
        return fallback;
    }

    /** The possible values, for people. */
    public String allowed() {
        return allowed.words();
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether a value can be used. */
    public boolean accepts(Object value) {
        return kind.fits(value) && allowed.test().test(kind == ValueKind.TEXT ? String.valueOf(value) : value);
    }

    /** A value as it may be shown. */
    public String show(Object value) {
        if (kind == ValueKind.SECRET) {
            return value.equals("") ? "\"\"" : "******";
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    /** The same value in the one form that equal values of this kind share. */
    Object normal(Object value) {
        return kind.normal(value);
    }

    /** What a value comes to: two that mean the same work alike, whatever is written. */
    Object meant(Object value) {
        return accepts(value) ? allowed.meaning().apply(value) : value;
    }

    ChangeRule.Answer changeOf(Object before, Object after) {
        return change.of(before, after);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
