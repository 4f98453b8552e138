package dev.podnetwork.core.match;

import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * From labels to the positions of the policies that may match. Each policy stands under one of its positive requirements, the one
 * that the fewest policies share, so a pod meets it at most once; a policy without any is always a candidate. Immutable once built;
 * its hash maps are only looked up, never iterated.
 */
final class LabelIndex {
    /** One positive requirement: a label with one of some values, or with any value when there are none. */
    private record Anchor(boolean ofNamespace, String key, List<String> values) {}

    private static final class Scope {
        private final Map<String, Map<String, List<Integer>>> byValue = new HashMap<>();
        private final Map<String, List<Integer>> byKey = new HashMap<>();

        private int count(Anchor anchor) {
            if (anchor.values().isEmpty()) {
                return listed(byKey, anchor.key());
            }
            Map<String, List<Integer>> values = byValue.getOrDefault(anchor.key(), Map.of());
            return anchor.values().stream().mapToInt(v -> listed(values, v)).sum();
        }

        private static int listed(Map<String, List<Integer>> map, String key) {
            List<Integer> list = map.get(key);
            return list == null ? 0 : list.size();
        }

        private void add(Anchor anchor, int position) {
            if (anchor.values().isEmpty()) {
                byKey.computeIfAbsent(anchor.key(), k -> new ArrayList<>()).add(position);
                return;
            }
            Map<String, List<Integer>> values = byValue.computeIfAbsent(anchor.key(), k -> new HashMap<>());
            anchor.values()
                    .forEach(v ->
                            values.computeIfAbsent(v, k -> new ArrayList<>()).add(position));
        }

        private void collect(Map<String, String> labels, Found found) {
            for (Map.Entry<String, String> label : labels.entrySet()) {
                Map<String, List<Integer>> values = byValue.get(label.getKey());
                found.add(values == null ? null : values.get(label.getValue()));
                found.add(byKey.get(label.getKey()));
            }
        }
    }

    private static final class Found {
        private int[] positions = new int[8];
        private int size;

        private void add(@Nullable List<Integer> more) {
            if (more == null) {
                return;
            }
            if (size + more.size() > positions.length) {
                positions = Arrays.copyOf(positions, Math.max(2 * positions.length, size + more.size()));
            }
            for (int position : more) {
                positions[size++] = position;
            }
        }

        private int[] sorted() {
            int[] result = Arrays.copyOf(positions, size);
            Arrays.sort(result);
            return result;
        }
    }

    private final Scope pods = new Scope();
    private final Scope namespaces = new Scope();
    private final List<Integer> always = new ArrayList<>();

    private LabelIndex() {}

    static LabelIndex of(List<PodNetworking> policies, IntPredicate selectable) {
        LabelIndex frequencies = new LabelIndex();
        LabelIndex index = new LabelIndex();
        for (int position = 0; position < policies.size(); position++) {
            for (Anchor anchor : anchors(policies.get(position).spec())) {
                frequencies.scope(anchor).add(anchor, position);
            }
        }
        for (int position = 0; position < policies.size(); position++) {
            if (selectable.test(position)) {
                index.add(frequencies.rarest(anchors(policies.get(position).spec())), position);
            }
        }
        return index;
    }

    /** The positions, ascending, of the policies that may match. */
    int[] candidates(PodLabels labels) {
        Found found = new Found();
        found.add(always);
        pods.collect(labels.pod(), found);
        namespaces.collect(labels.namespace(), found);
        return found.sorted();
    }

    private void add(@Nullable Anchor anchor, int position) {
        if (anchor == null) {
            always.add(position);
        } else {
            scope(anchor).add(anchor, position);
        }
    }

    private Scope scope(Anchor anchor) {
        return anchor.ofNamespace() ? namespaces : pods;
    }

    private @Nullable Anchor rarest(List<Anchor> anchors) {
        Anchor best = null;
        int bestCount = Integer.MAX_VALUE;
        for (Anchor anchor : anchors) {
            int count = scope(anchor).count(anchor);
            if (count < bestCount) {
                best = anchor;
                bestCount = count;
            }
        }
        return best;
    }

    private static List<Anchor> anchors(PodNetworkingSpec spec) {
        List<Anchor> anchors = new ArrayList<>();
        addAnchors(false, spec.podSelector(), anchors);
        addAnchors(true, spec.namespaceSelector(), anchors);
        return anchors;
    }

    private static void addAnchors(boolean ofNamespace, @Nullable LabelSelector selector, List<Anchor> into) {
        if (selector == null) {
            return;
        }
        selector.matchLabels().forEach((key, value) -> into.add(new Anchor(ofNamespace, key, List.of(value))));
        for (LabelRequirement requirement : selector.matchExpressions()) {
            if (requirement.parsedOperator().filter(op -> op.isPositive()).isPresent()) {
                List<String> values = requirement.values().stream().distinct().toList();
                into.add(new Anchor(ofNamespace, requirement.key(), values));
            }
        }
    }
}
