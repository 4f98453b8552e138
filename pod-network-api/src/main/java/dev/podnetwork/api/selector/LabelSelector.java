package dev.podnetwork.api.selector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Kubernetes label selector: every label and every expression must hold. An empty one selects everything. An invalid one is still a
 * value: it selects nothing and {@link #problems()} says why. Immutable (spec: control-plane §1.1, §4.1).
 *
 * @param matchLabels labels that must be there with exactly these values
 * @param matchExpressions further requirements
 */
public record LabelSelector(Map<String, String> matchLabels, List<LabelRequirement> matchExpressions) {
    /** Copies both, keeping their order. */
    public LabelSelector {
        matchLabels = Collections.unmodifiableMap(new LinkedHashMap<>(matchLabels));
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** Selects everything. */
    public static LabelSelector everything() {
        return new LabelSelector(Map.of(), List.of());
    }

    /** Selects what carries this one label. */
    public static LabelSelector label(String key, String value) {
        return new LabelSelector(Map.of(key, value), List.of());
    }

    /** Selects what satisfies all of these. */
    public static LabelSelector expressions(LabelRequirement... requirements) {
        return new LabelSelector(Map.of(), List.of(requirements));
    }

    /** Why it cannot be used, in the order of its parts; empty when it can. Not cached: ask once per edit. */
    public List<String> problems() {
        List<String> found = new ArrayList<>();
        matchLabels.forEach((key, value) -> {
            LabelSyntax.keyProblem(key).ifPresent(found::add);
            LabelSyntax.valueProblem(key, value).ifPresent(found::add);
        });
        matchExpressions.forEach(e -> found.addAll(e.problems()));
        return List.copyOf(found);
    }

    /** True when it can be used. */
    public boolean isValid() {
        return problems().isEmpty();
    }

    /** Whether labels satisfy it; never for an invalid selector with an unusable expression. */
    public boolean matches(Map<String, String> labels) {
        for (Map.Entry<String, String> wanted : matchLabels.entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (LabelRequirement requirement : matchExpressions) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** The parts that labels do not satisfy, for people; empty when it matches. */
    public List<String> unmet(Map<String, String> labels) {
        List<String> unmet = new ArrayList<>();
        matchLabels.forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                unmet.add(key + "=" + value);
            }
        });
        matchExpressions.stream().filter(e -> !e.matches(labels)).forEach(e -> unmet.add(e.toString()));
        return List.copyOf(unmet);
    }

    /** As in {@code kubectl}: {@code a=b,c In [d]}. */
    @Override
    public String toString() {
        String labels = matchLabels.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
        String rest = matchExpressions.stream().map(LabelRequirement::toString).collect(Collectors.joining(","));
        String both = labels.isEmpty() || rest.isEmpty() ? labels + rest : labels + "," + rest;
        return both.isEmpty() ? "<everything>" : both;
    }
}
