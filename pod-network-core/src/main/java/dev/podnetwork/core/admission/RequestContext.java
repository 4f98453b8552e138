package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's wish is resolved against. Immutable.
 *
 * @param namespaceLabels the labels of the pod's namespace
 * @param policies the policies as they are now
 * @param eniConfig the cluster's configuration; null when there is none
 * @param settings the controller's settings
 * @param node the mode of the pod's node; null at admission, before it is scheduled. A scheduled pod is not matched again: what was
 *     resolved at admission stands, whatever happened to the policies since
 */
public record RequestContext(
        Map<String, String> namespaceLabels,
        PodNetworkingMatcher policies,
        @Nullable EniConfig eniConfig,
        ClusterSettings settings,
        @Nullable NetworkMode node) {
    /** Copies the labels, keeping their order. */
    public RequestContext {
        requireNonNull(policies, "policies");
        requireNonNull(settings, "settings");
        namespaceLabels = Collections.unmodifiableMap(new LinkedHashMap<>(namespaceLabels));
    }

    /** At admission, in a namespace without labels. */
    public static RequestContext atAdmission(
            PodNetworkingMatcher policies, @Nullable EniConfig eniConfig, ClusterSettings settings) {
        return new RequestContext(Map.of(), policies, eniConfig, settings, null);
    }

    /** The same for a pod that is on a node. */
    public RequestContext scheduledOn(NetworkMode mode) {
        return new RequestContext(namespaceLabels, policies, eniConfig, settings, mode);
    }

    /** The same in a namespace with these labels. */
    public RequestContext inNamespace(Map<String, String> labels) {
        return new RequestContext(labels, policies, eniConfig, settings, node);
    }
}
