package dev.podnetwork.core.match;

import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.match.NearMiss.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Matches pods to policies through an index of labels, built once per edit of the policies: no selector is tried, the
 * sets of policies that each label satisfies are intersected and those that it forbids taken out. The order is fixed: policies that
 * were never Ready drop out, then fixed ones for pods without fixed names, then the lowest name wins; all that apply are reported. A policy with an invalid selector affects only itself; one without
 * any selector never matches; an empty selector matches everything. Immutable, safe for any number of threads
 * (spec: control-plane §4.1; README decisions 3, 4; weakness W8).
 */
public final class PodNetworkingMatcher {
    private static final long[] NONE = new long[0];

    private final List<PodNetworking> policies;
    private final Map<String, PodNetworking> byName;
    private final Map<String, List<String>> invalid;
    private final LabelIndex index;
    private final long[] ready;
    private final long[] elastic;

    private PodNetworkingMatcher(Map<String, PodNetworking> byName) {
        this.byName = Collections.unmodifiableMap(byName);
        this.policies = List.copyOf(byName.values());
        this.invalid = Collections.unmodifiableMap(problems(policies));
        this.index = LabelIndex.of(policies, position -> isSelectable(policies.get(position)));
        this.ready = bits(policies, policy -> policy.status().everReady());
        this.elastic = bits(policies, policy -> !policy.spec().allocationType().isFixed());
    }

    private static long[] bits(List<PodNetworking> policies, Predicate<PodNetworking> test) {
        List<Integer> positions = new ArrayList<>();
        for (int position = 0; position < policies.size(); position++) {
            if (test.test(policies.get(position))) {
                positions.add(position);
            }
        }
        long[] bits = PositionSet.none(policies.size());
        PositionSet.of(positions, bits.length).addTo(bits);
        return bits;
    }

    /**
     * Builds the index; the order of the policies does not matter.
     *
     * @throws IllegalArgumentException when two policies have one name
     */
    public static PodNetworkingMatcher of(Collection<PodNetworking> policies) {
        Map<String, PodNetworking> byName = new TreeMap<>();
        for (PodNetworking policy : policies) {
            if (byName.put(policy.name(), policy) != null) {
                throw new IllegalArgumentException("two policies are named " + policy.name() + ": names are unique");
            }
        }
        return new PodNetworkingMatcher(byName);
    }

    private static Map<String, List<String>> problems(List<PodNetworking> policies) {
        Map<String, List<String>> found = new TreeMap<>();
        for (PodNetworking policy : policies) {
            List<String> problems = new ArrayList<>();
            addProblems("podSelector", policy.spec().podSelector(), problems);
            addProblems("namespaceSelector", policy.spec().namespaceSelector(), problems);
            if (!problems.isEmpty()) {
                found.put(policy.name(), List.copyOf(problems));
            }
        }
        return found;
    }

    private static void addProblems(String field, @Nullable LabelSelector selector, List<String> into) {
        if (selector != null) {
            selector.problems().forEach(p -> into.add(field + ": " + p));
        }
    }

    private boolean isSelectable(PodNetworking policy) {
        return policy.spec().hasSelector() && !invalid.containsKey(policy.name());
    }

    /** All policies, lowest name first. */
    public List<PodNetworking> policies() {
        return policies;
    }

    /** The policy of that name. */
    public Optional<PodNetworking> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The policies whose selectors cannot be used, with why. */
    public Map<String, List<String>> invalidSelectors() {
        return invalid;
    }

    /** Which policies apply to a pod, and which select it but may not. */
    public PolicyMatch match(PodLabels labels) {
        long[] applying = index.selecting(labels);
        long[] unusable = NONE;
        for (int word = 0; word < applying.length; word++) {
            long usable = labels.fixedName() ? ready[word] : ready[word] & elastic[word];
            if ((applying[word] & ~usable) != 0) {
                unusable = unusable.length == 0 ? new long[applying.length] : unusable;
                unusable[word] = applying[word] & ~usable;
                applying[word] &= usable;
            }
        }
        return new PolicyMatch(policies, applying, unusable, policy -> unusable(policy, labels.fixedName()));
    }

    /** Why each policy that does not apply to a pod does not, lowest name first; looks at every policy. */
    public List<NearMiss> explain(PodLabels labels) {
        List<NearMiss> misses = new ArrayList<>();
        for (PodNetworking policy : policies) {
            NearMiss miss = mismatch(policy, labels);
            NearMiss reason = miss == null ? unusableBy(policy, labels.fixedName()) : miss;
            if (reason != null) {
                misses.add(reason);
            }
        }
        return List.copyOf(misses);
    }

    /** Why a policy that selects the pod may not apply. */
    private static NearMiss unusable(PodNetworking policy, boolean fixedName) {
        NearMiss miss = unusableBy(policy, fixedName);
        if (miss == null) {
            throw new IllegalStateException("policy " + policy.name() + " applies");
        }
        return miss;
    }

    private static @Nullable NearMiss unusableBy(PodNetworking policy, boolean fixedName) {
        if (!policy.status().everReady()) {
            String message = policy.status().message();
            String why = message.isEmpty() ? "its vSwitches have not been checked" : message;
            return new NearMiss(policy.name(), Cause.NEVER_READY, "selects the pod but is not Ready yet: " + why);
        }
        if (policy.spec().allocationType().isFixed() && !fixedName) {
            String text = "selects the pod but gives fixed addresses, and the pod has no fixed name: "
                    + "own it by a StatefulSet or a custom stateful kind, or make the policy Elastic";
            return new NearMiss(policy.name(), Cause.NOT_FIXED_NAME, text);
        }
        return null;
    }

    private @Nullable NearMiss mismatch(PodNetworking policy, PodLabels labels) {
        List<String> problems = invalid.get(policy.name());
        if (problems != null) {
            return new NearMiss(policy.name(), Cause.INVALID_SELECTOR, String.join("; ", problems));
        }
        if (!policy.spec().hasSelector()) {
            return new NearMiss(policy.name(), Cause.NO_SELECTOR, "has no selector: it is only used by name");
        }
        NearMiss byPod = unmet(policy, Cause.POD_LABELS, policy.spec().podSelector(), labels.pod());
        return byPod != null
                ? byPod
                : unmet(policy, Cause.NAMESPACE_LABELS, policy.spec().namespaceSelector(), labels.namespace());
    }

    private static @Nullable NearMiss unmet(
            PodNetworking policy, Cause cause, @Nullable LabelSelector selector, Map<String, String> labels) {
        if (selector == null || selector.matches(labels)) {
            return null;
        }
        String whose = cause == Cause.POD_LABELS ? "the pod" : "the namespace";
        return new NearMiss(
                policy.name(), cause, whose + " does not satisfy " + String.join(", ", selector.unmet(labels)));
    }
}
