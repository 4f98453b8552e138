package dev.podnetwork.core.match;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What matching looks at. Immutable (spec: control-plane §4.1).
 *
 * @param pod the pod's labels
 * @param namespace the labels of its namespace
 * @param fixedName whether the pod comes back under its own name; see {@link FixedNameRule}
 */
public record PodLabels(Map<String, String> pod, Map<String, String> namespace, boolean fixedName) {
    /** Copies both maps, keeping their order. */
    public PodLabels {
        pod = Collections.unmodifiableMap(new LinkedHashMap<>(pod));
        namespace = Collections.unmodifiableMap(new LinkedHashMap<>(namespace));
    }
}
