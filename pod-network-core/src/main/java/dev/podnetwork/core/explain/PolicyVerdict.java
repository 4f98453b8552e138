package dev.podnetwork.core.explain;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.core.match.PodLabels;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.core.match.PolicyMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one policy has to do with a pod. Immutable.
 *
 * @param policy its name
 * @param used whether the pod gets its network from it
 * @param cause a short word for the reason, for programs
 * @param text why it is used, or why not
 */
public record PolicyVerdict(String policy, boolean used, String cause, String text) {
    /** Refuses missing parts. */
    public PolicyVerdict {
        requireNonNull(policy, "policy");
        requireNonNull(cause, "cause");
        requireNonNull(text, "text");
    }

    /**
     * One verdict for every policy, the used ones first, then by name.
     *
     * @param resolution what admission made of the pod
     */
    public static List<PolicyVerdict> of(PodNetworkingMatcher policies, PodLabels pod, NetworkResolution resolution) {
        List<String> used = used(resolution);
        PolicyMatch match = policies.match(pod);
        Map<String, PolicyVerdict> byName = new LinkedHashMap<>();
        used.forEach(
                name -> byName.put(name, new PolicyVerdict(name, true, "USED", "the pod's network comes from it")));
        String first = match.chosen().map(p -> p.name()).orElse("");
        for (String name : match.names()) {
            byName.putIfAbsent(name, matching(name, first, resolution));
        }
        for (NearMiss miss : policies.explain(pod)) {
            byName.putIfAbsent(
                    miss.policy(),
                    new PolicyVerdict(miss.policy(), false, miss.cause().name(), miss.text()));
        }
        return List.copyOf(new ArrayList<>(byName.values()));
    }

    private static List<String> used(NetworkResolution resolution) {
        if (!(resolution instanceof NetworkResolution.Resolved resolved)) {
            return List.of();
        }
        return switch (resolved.source()) {
            case POLICY -> resolved.policies().subList(0, 1);
            case REQUEST -> resolved.policies().stream().distinct().toList();
            case ANNOTATION, CLUSTER_DEFAULT -> List.of();
        };
    }

    private static PolicyVerdict matching(String name, String first, NetworkResolution resolution) {
        if (resolution instanceof NetworkResolution.NotOurs notOurs) {
            return new PolicyVerdict(
                    name, false, "NOT_OURS", "selects the pod, but none is asked: " + notOurs.reason());
        } else if (resolution instanceof NetworkResolution.Denied) {
            return new PolicyVerdict(name, false, "DENIED", "selects the pod, but the pod is denied");
        }
        if (!used(resolution).contains(first)) {
            return new PolicyVerdict(
                    name, false, "OTHER_SOURCE", "selects the pod, but the pod's own annotations say what it gets");
        }
        return new PolicyVerdict(
                name, false, "HIGHER_NAME", "selects the pod too, but the lowest name counts: " + first);
    }
}
