package dev.podnetwork.core.preflight;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known; anything else is unknown, which is not the same as false. Immutable. */
public final class PreflightFacts {
    /** Nothing is known. */
    public static final PreflightFacts NONE = new PreflightFacts(new TreeMap<>());

    private final TreeMap<String, Object> values;

    private PreflightFacts(TreeMap<String, Object> values) {
        this.values = values;
    }

    /** The same with one more fact, or another value of it. */
    public <T> PreflightFacts with(Fact<T> fact, T value) {
        TreeMap<String, Object> more = new TreeMap<>(values);
        more.put(fact.name(), requireNonNull(value, fact.name()));
        return new PreflightFacts(more);
    }

    /** The same with the value that a text stands for; empty when it stands for none. */
    public <T> Optional<PreflightFacts> withText(Fact<T> fact, String text) {
        return fact.parse(text).map(value -> with(fact, value));
    }

    /** The same with all facts of another one, which count where both know something. */
    public PreflightFacts and(PreflightFacts stronger) {
        TreeMap<String, Object> more = new TreeMap<>(values);
        more.putAll(stronger.values);
        return new PreflightFacts(more);
    }

    /** The value of a fact; empty when it is not known. */
    @SuppressWarnings("unchecked") // with() is the only way in, and binds the type to the fact.
    public <T> Optional<T> get(Fact<T> fact) {
        return Optional.ofNullable((T) values.get(fact.name()));
    }

    /** Name and text of each known fact, by name. */
    public Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((name, value) -> shown.put(name, Fact.show(value)));
        return shown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PreflightFacts facts && facts.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** For people. */
    @Override
    public String toString() {
        return shown().toString();
    }
}
