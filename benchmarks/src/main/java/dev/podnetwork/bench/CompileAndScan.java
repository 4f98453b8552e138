package dev.podnetwork.bench;

import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.match.PodLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rival of the matcher: compiles the selectors of every policy for every pod and tries them one after the other, lowest
 * name first, as a controller does that keeps its policies in a list (spec: control-plane weakness W8).
 */
final class CompileAndScan {
    private final List<PodNetworking> policies;

    CompileAndScan(List<PodNetworking> policies) {
        this.policies = policies;
    }

    @Nullable
    PodNetworking match(PodLabels labels) {
        for (PodNetworking policy : policies) {
            LabelSelector pods = policy.spec().podSelector();
            LabelSelector namespaces = policy.spec().namespaceSelector();
            if ((pods == null || compile(pods).test(labels.pod()))
                    && (namespaces == null || compile(namespaces).test(labels.namespace()))) {
                return policy;
            }
        }
        return null;
    }

    private static Predicate<Map<String, String>> compile(LabelSelector selector) {
        List<Predicate<Map<String, String>>> all = new ArrayList<>();
        selector.matchLabels().forEach((key, value) -> all.add(labels -> value.equals(labels.get(key))));
        for (LabelRequirement each : selector.matchExpressions()) {
            Set<String> values = new HashSet<>(each.values());
            String key = each.key();
            all.add(
                    switch (each.parsedOperator().orElseThrow()) {
                        case IN -> labels -> labels.containsKey(key) && values.contains(labels.get(key));
                        case NOT_IN -> labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
                        case EXISTS -> labels -> labels.containsKey(key);
                        case DOES_NOT_EXIST -> labels -> !labels.containsKey(key);
                    });
        }
        return labels -> all.stream().allMatch(each -> each.test(labels));
    }
}
