package dev.podnetwork.core.match;

import java.util.List;
import java.util.Locale;

/**
 * Tells pods that come back under their own name from those that get a new one: a pod without owners, or one owned by a StatefulSet or
 * by a custom kind that behaves like one. Only the kind counts, not its API version. The two sources of custom kinds are spelt
 * differently: the controller's own {@code customStatefulWorkloadKinds} is compared exactly, the {@code eni-config} key
 * {@code custom_stateful_workload_kinds} holds lower-case kinds and is compared so. Immutable (spec: control-plane §4.3, node-ipam §1.2).
 *
 * @param exactKinds kinds of the controller's configuration
 * @param lowerCaseKinds kinds of {@code eni-config}
 */
public record FixedNameRule(List<String> exactKinds, List<String> lowerCaseKinds) {
    /** StatefulSets only. */
    public static final FixedNameRule STATEFUL_SETS = new FixedNameRule(List.of(), List.of());

    private static final String STATEFUL_SET = "StatefulSet";

    /** Copies both, the second in lower case. */
    public FixedNameRule {
        exactKinds = List.copyOf(exactKinds);
        lowerCaseKinds =
                lowerCaseKinds.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a pod with these owner kinds has a fixed name. */
    public boolean isFixedName(List<String> ownerKinds) {
        return ownerKinds.isEmpty() || ownerKinds.stream().anyMatch(this::isStateful);
    }

    private boolean isStateful(String kind) {
        return kind.equals(STATEFUL_SET)
                || exactKinds.contains(kind)
                || lowerCaseKinds.contains(kind.toLowerCase(Locale.ROOT));
    }
}
