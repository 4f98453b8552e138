package dev.podnetwork.api.selector;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of {@code matchExpressions}. The operator is kept as the user wrote it, so that a wrong one can be named. Immutable
 * (spec: control-plane §1.1).
 *
 * @param key the label key
 * @param operator the operator's text; see {@link Operator}
 * @param values what {@code In} and {@code NotIn} compare with; empty for the other two
 */
public record LabelRequirement(String key, String operator, List<String> values) {
    /** Copies the values. */
    public LabelRequirement {
        requireNonNull(key, "key");
        requireNonNull(operator, "operator");
        values = List.copyOf(values);
    }

    /** The four operators of Kubernetes label selectors. */
    public enum Operator {
        /** The label exists and has one of the values. */
        IN("In"),
        /** The label is absent or has none of the values. */
        NOT_IN("NotIn"),
        /** The label exists. */
        EXISTS("Exists"),
        /** The label is absent. */
        DOES_NOT_EXIST("DoesNotExist");

        private final String wire;

        Operator(String wire) {
            this.wire = wire;
        }

        /** The text in manifests. */
        public String wire() {
            return wire;
        }

        /** True when only a pod that carries the label can satisfy it. */
        public boolean isPositive() {
            return this == IN || this == EXISTS;
        }

        static Optional<Operator> ofWire(String text) {
            return switch (text) {
                case "In" -> Optional.of(IN);
                case "NotIn" -> Optional.of(NOT_IN);
                case "Exists" -> Optional.of(EXISTS);
                case "DoesNotExist" -> Optional.of(DOES_NOT_EXIST);
                default -> Optional.empty();
            };
        }
    }

    /** {@code key In [values]}. */
    public static LabelRequirement in(String key, String... values) {
        return new LabelRequirement(key, "In", List.of(values));
    }

    /** {@code key NotIn [values]}. */
    public static LabelRequirement notIn(String key, String... values) {
        return new LabelRequirement(key, "NotIn", List.of(values));
    }

    /** {@code key Exists}. */
    public static LabelRequirement exists(String key) {
        return new LabelRequirement(key, "Exists", List.of());
    }

    /** {@code key DoesNotExist}. */
    public static LabelRequirement doesNotExist(String key) {
        return new LabelRequirement(key, "DoesNotExist", List.of());
    }

    /** The operator, or empty when its text is none of the four. */
    public Optional<Operator> parsedOperator() {
        return Operator.ofWire(operator);
    }

    /** Whether labels satisfy it; never for a line that {@link #problems()} complains about. */
    public boolean matches(Map<String, String> labels) {
        return switch (operator) {
            case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> !values.isEmpty() && (!labels.containsKey(key) || !values.contains(labels.get(key)));
            case "Exists" -> labels.containsKey(key);
            case "DoesNotExist" -> !labels.containsKey(key);
            default -> false;
        };
    }

    /** Why it cannot be used; empty when it can. */
    public List<String> problems() {
        List<String> found = new ArrayList<>();
        LabelSyntax.keyProblem(key).ifPresent(found::add);
        Optional<Operator> parsed = parsedOperator();
        if (parsed.isEmpty()) {
            found.add("operator \"" + operator + "\" of key \"" + key
                    + "\" is not one of In, NotIn, Exists, DoesNotExist");
            return List.copyOf(found);
        }
        boolean wantsValues = parsed.get() == Operator.IN || parsed.get() == Operator.NOT_IN;
        if (wantsValues && values.isEmpty()) {
            found.add("operator " + operator + " of key \"" + key + "\" needs at least one value");
        }
        if (!wantsValues && !values.isEmpty()) {
            found.add("operator " + operator + " of key \"" + key + "\" takes no values, found " + values);
        }
        values.forEach(v -> LabelSyntax.valueProblem(key, v).ifPresent(found::add));
        return List.copyOf(found);
    }

    /** As in {@code kubectl}: {@code tier In [a, b]}, {@code tier Exists}. */
    @Override
    public String toString() {
        return values.isEmpty() ? key + " " + operator : key + " " + operator + " " + values;
    }
}
