package dev.podnetwork.k8s.view;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a view depends on beside the cluster.
 *
 * @param configNamespace where {@code eni-config} is
 * @param trunk whether pods get members of trunk interfaces
 * @param nodeLabels only nodes with all these labels are ours; empty for all
 * @param limits the limits of an instance type; answers null while they are not known
 */
public record ViewSettings(
        String configNamespace,
        boolean trunk,
        Map<String, String> nodeLabels,
        Function<String, @Nullable InstanceTypeLimits> limits) {
    /** Copies the labels. */
    public ViewSettings {
        nodeLabels = Map.copyOf(nodeLabels);
    }
}
