package dev.podnetwork.core.match;

import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * From labels to the positions of the policies that select them, in sets of bits. The positive requirements of a policy stand in
 * ranks, the one that the fewest policies share first: with each label stands which policies it satisfies in which rank. Every
 * negative requirement stands under its label as what that label forbids. What every rank leaves, less what the labels
 * forbid, is the answer; only policies with more requirements than there are ranks are looked at one by one. Immutable once built.
 */
final class LabelIndex {
    private static final int MOST_RANKS = 6;

    private final List<PodNetworking> policies;
    private final LabelScope pods = new LabelScope();
    private final LabelScope namespaces = new LabelScope();
    private final List<Rank> ranks = new ArrayList<>();
    private final long[] selectable;
    /** Those with more positive requirements than there are ranks. */
    private final long[] manifold;

    /** The requirement of this rank of each policy that has as many. */
    private record Rank(LabelScope pods, LabelScope namespaces, long[] demanding) {
        /** Takes out the policies whose requirement of this rank these labels do not satisfy. */
        void sift(PodLabels labels, long[] found) {
            if (!PositionSet.intersect(found, demanding)) {
                return;
            }
            long[] satisfied = new long[found.length];
            pods.meet(labels.pod(), satisfied);
            namespaces.meet(labels.namespace(), satisfied);
            for (int word = 0; word < found.length; word++) {
                found[word] &= satisfied[word] | ~demanding[word];
            }
        }
    }

    private LabelIndex(List<PodNetworking> policies) {
        this.policies = policies;
        this.selectable = PositionSet.none(policies.size());
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
        index.freeze();
        return index;
    }

    private void add(int position, Anchors anchors) {
        PositionSet.set(selectable, position);
        PodNetworkingSpec spec = policies.get(position).spec();
        List<Anchor> positive = anchors.rarestFirst(Anchors.of(spec));
        for (int rank = 0; rank < Math.min(positive.size(), MOST_RANKS); rank++) {
            demand(rank, positive.get(rank), position);
        }
        if (positive.size() > MOST_RANKS) {
            PositionSet.set(manifold, position);
        }
        forbid(spec.podSelector(), pods, position);
        forbid(spec.namespaceSelector(), namespaces, position);
    }

    private void demand(int at, Anchor anchor, int position) {
        if (at == ranks.size()) {
            ranks.add(new Rank(new LabelScope(), new LabelScope(), new long[selectable.length]));
        }
        Rank rank = ranks.get(at);
        (anchor.ofNamespace() ? rank.namespaces() : rank.pods()).meet(anchor, position);
        PositionSet.set(rank.demanding(), position);
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

    private void freeze() {
        pods.freeze(selectable.length);
        namespaces.freeze(selectable.length);
        for (Rank rank : ranks) {
            rank.pods().freeze(selectable.length);
            rank.namespaces().freeze(selectable.length);
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

    /** What every rank leaves and no label forbids; of those with more requirements than ranks perhaps too many. */
    long[] candidates(PodLabels labels) {
        long[] found = selectable.clone();
        for (Rank rank : ranks) {
            rank.sift(labels, found);
        }
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

        List<Anchor> rarestFirst(List<Anchor> anchors) {
            return anchors.stream()
                    .sorted(Comparator.comparingInt(anchor -> scope(anchor).count(anchor)))
                    .toList();
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
