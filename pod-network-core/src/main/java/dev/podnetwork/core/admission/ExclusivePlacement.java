package dev.podnetwork.core.admission;

import dev.podnetwork.core.config.WireNames;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a pod says about its nodes lets it go to exclusive ones only: by the name of its node, its node selector, or every term of
 * its required node affinity, which is also how a DaemonSet binds its pods (weakness W15). Pure.
 */
public final class ExclusivePlacement {
    private static final String EXCLUSIVE = "eniOnly";
    private static final String TERMS = "nodeSelectorTerms";

    private ExclusivePlacement() {}

    /**
     * Looks at a pod's {@code spec}.
     *
     * @param spec maps, lists and texts
     * @param exclusive whether the node of a name is known to be exclusive
     */
    public static boolean isCertain(Map<?, ?> spec, Predicate<String> exclusive) {
        if (spec.get("nodeName") instanceof String node && !node.isEmpty()) {
            return exclusive.test(node);
        }
        Object selected = map(spec.get("nodeSelector")).get(WireNames.EXCLUSIVE_MODE);
        if (selected instanceof String mode && EXCLUSIVE.equalsIgnoreCase(mode)) {
            return true;
        }
        Map<?, ?> affinity = map(map(spec.get("affinity")).get("nodeAffinity"));
        List<?> terms = list(map(affinity.get("requiredDuringSchedulingIgnoredDuringExecution"))
                .get(TERMS));
        // One term is enough for a node, so each of them has to ask for it.
        return !terms.isEmpty() && terms.stream().allMatch(term -> asksForIt(map(term), exclusive));
    }

    /**
     * Whether every node that can take a pod of ours is exclusive, so that any pod ends on one (spec: README decision 12). Virtual nodes and
     * those that we are told to ignore do not count; without any other node nothing is certain.
     *
     * @param nodes the labels of each node; read until one says no
     */
    public static boolean isWhole(Stream<Map<String, String>> nodes) {
        Iterator<Map<String, String>> ours =
                nodes.filter(ExclusivePlacement::takesOurs).iterator();
        boolean any = ours.hasNext();
        while (ours.hasNext()) {
            if (!isExclusive(ours.next())) {
                return false;
            }
        }
        return any;
    }

    private static boolean takesOurs(Map<String, String> labels) {
        return !"virtual-kubelet".equals(labels.get(WireNames.NODE_TYPE))
                && !"true".equals(labels.get(WireNames.IGNORE));
    }

    /** Whether a node with these labels gives each pod an interface of its own. */
    public static boolean isExclusive(Map<String, String> labels) {
        return EXCLUSIVE.equalsIgnoreCase(labels.get(WireNames.EXCLUSIVE_MODE));
    }

    private static boolean asksForIt(Map<?, ?> term, Predicate<String> exclusive) {
        return isOneOf(term.get("matchExpressions"), WireNames.EXCLUSIVE_MODE, EXCLUSIVE::equalsIgnoreCase)
                || isOneOf(term.get("matchFields"), "metadata.name", exclusive);
    }

    /** Whether one of these expressions lets through only values that pass. */
    private static boolean isOneOf(@Nullable Object expressions, String key, Predicate<String> passes) {
        return list(expressions).stream().map(ExclusivePlacement::map).anyMatch(each -> {
            List<?> values = list(each.get("values"));
            return key.equals(each.get("key"))
                    && "In".equals(each.get("operator"))
                    && !values.isEmpty()
                    && values.stream().allMatch(value -> value instanceof String text && passes.test(text));
        });
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
