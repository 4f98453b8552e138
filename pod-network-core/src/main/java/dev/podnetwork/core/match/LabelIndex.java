package dev.podnetwork.core.match;

import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * From labels to the positions of the policies that select them. Each policy stands under one of its positive requirements, the
 * one that the fewest policies share, so a pod meets it only with that label; a policy without any is always met. Every negative
 * requirement stands under its label as what that label forbids. What a pod meets, less what its labels forbid, is right
 * for every policy with at most one positive requirement; the others are looked at one by one. Immutable once built.
 */
final class LabelIndex {
    private final List<PodNetworking> policies;
    private final LabelScope pods = new LabelScope();
    private final LabelScope namespaces = new LabelScope();
    private final long[] always;
    /** Those with more than one positive requirement. */
    private final long[] manifold;

    private LabelIndex(List<PodNetworking> policies) {
        this.policies = policies;
        this.always = PositionSet.none(policies.size());
        this.manifold = PositionSet.none(policies.size());
    }

    static LabelIndex of(List<PodNetworking> policies, IntPredicate selectable) {
        LabelIndex index = new LabelIndex(policies);
        Anchors anchors = Anchors.of(policies);
        for (int position = 0; position < policies.size(); position++) {
            if (selectable.test(position)) {
                index.add(position, anchors);
            }
        }
        index.pods.freeze(index.always.length);
        index.namespaces.freeze(index.always.length);
        return index;
    }

    private void add(int position, Anchors anchors) {
        PodNetworkingSpec spec = policies.get(position).spec();
        List<Anchor> positive = Anchors.of(spec);
        if (positive.isEmpty()) {
            set(always, position);
        } else {
            Anchor anchor = anchors.rarest(positive);
            scope(anchor.ofNamespace()).meet(anchor, position);
        }
        if (positive.size() > 1) {
            set(manifold, position);
        }
        forbid(spec.podSelector(), pods, position);
        forbid(spec.namespaceSelector(), namespaces, position);
    }

    private static void forbid(@Nullable LabelSelector selector, LabelScope scope, int position) {
        if (selector == null) {
            return;
        }
        for (LabelRequirement each : selector.matchExpressions()) {
            if (each.parsedOperator().filter(op -> !op.isPositive()).isPresent()) {
                scope.forbid(each.key(), each.values().stream().distinct().toList(), position);
            }
        }
    }

    /** The policies whose selectors these labels satisfy, as bits. */
    long[] selecting(PodLabels labels) {
        long[] found = candidates(labels);
        for (int word = 0; word < found.length; word++) {
            for (long left = found[word] & manifold[word]; left != 0; left &= left - 1) {
                int position = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                if (!selects(policies.get(position).spec(), labels)) {
                    found[word] &= ~(1L << position);
                }
            }
        }
        return found;
    }

    /** What is met and not forbidden; of those with several positive requirements perhaps too many. */
    long[] candidates(PodLabels labels) {
        long[] found = always.clone();
        pods.meet(labels.pod(), found);
        namespaces.meet(labels.namespace(), found);
        pods.forbid(labels.pod(), found);
        namespaces.forbid(labels.namespace(), found);
        return found;
    }

    private static boolean selects(PodNetworkingSpec spec, PodLabels labels) {
        LabelSelector ofPods = spec.podSelector();
        LabelSelector ofNamespaces = spec.namespaceSelector();
        return (ofPods == null || ofPods.matches(labels.pod()))
                && (ofNamespaces == null || ofNamespaces.matches(labels.namespace()));
    }

    private LabelScope scope(boolean ofNamespace) {
        return ofNamespace ? namespaces : pods;
    }

    private static void set(long[] bits, int position) {
        bits[position / Long.SIZE] |= 1L << position;
    }

    /** One positive requirement: a label with one of some values, or with any value when there are none. */
    record Anchor(boolean ofNamespace, String key, List<String> values) {}

    /** How many policies share each positive requirement. */
    private static final class Anchors {
        private final LabelScope pods = new LabelScope();
        private final LabelScope namespaces = new LabelScope();

        static Anchors of(List<PodNetworking> policies) {
            Anchors all = new Anchors();
            for (int position = 0; position < policies.size(); position++) {
                for (Anchor anchor : of(policies.get(position).spec())) {
                    all.scope(anchor).meet(anchor, position);
                }
            }
            return all;
        }

        private LabelScope scope(Anchor anchor) {
            return anchor.ofNamespace() ? namespaces : pods;
        }

        Anchor rarest(List<Anchor> anchors) {
            Anchor best = anchors.get(0);
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

        static List<Anchor> of(PodNetworkingSpec spec) {
            List<Anchor> anchors = new ArrayList<>();
            add(false, spec.podSelector(), anchors);
            add(true, spec.namespaceSelector(), anchors);
            return anchors;
        }

        private static void add(boolean ofNamespace, @Nullable LabelSelector selector, List<Anchor> into) {
            if (selector == null) {
                return;
            }
            selector.matchLabels().forEach((key, value) -> into.add(new Anchor(ofNamespace, key, List.of(value))));
            for (LabelRequirement requirement : selector.matchExpressions()) {
                if (requirement.parsedOperator().filter(op -> op.isPositive()).isPresent()) {
                    List<String> values =
                            requirement.values().stream().distinct().toList();
                    into.add(new Anchor(ofNamespace, requirement.key(), values));
                }
            }
        }
    }
}
