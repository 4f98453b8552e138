package dev.podnetwork.api.allocation;

import dev.podnetwork.api.cloud.TrafficMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an interface carries along for the cloud and the data plane without a decision depending on it.
 *
 * @param defaultRoute whether the pod's default route goes through this interface
 * @param extraRoutes destinations, as CIDRs, that go through it
 * @param resourceGroupId the resource group to create it in, null for the default one
 * @param trafficMode how it moves packets
 * @param policies every policy that selected the pod, the one that counts first; empty when at most one did (spec: README decision 3)
 */
public record InterfaceExtras(
        boolean defaultRoute,
        List<String> extraRoutes,
        @Nullable String resourceGroupId,
        TrafficMode trafficMode,
        List<String> policies) {

    /** Nothing special. */
    public static final InterfaceExtras NONE = new InterfaceExtras(false, List.of(), null, TrafficMode.STANDARD);

    /** Of a pod that not more than one policy selects. */
    public InterfaceExtras(
            boolean defaultRoute, List<String> extraRoutes, @Nullable String resourceGroupId, TrafficMode trafficMode) {
        this(defaultRoute, extraRoutes, resourceGroupId, trafficMode, List.of());
    }

    /** Keeps its own copies of the lists. */
    public InterfaceExtras {
        extraRoutes = List.copyOf(extraRoutes);
        policies = List.copyOf(policies);
    }

    /** The same for a pod that these policies select. */
    public InterfaceExtras selectedBy(List<String> names) {
        return new InterfaceExtras(defaultRoute, extraRoutes, resourceGroupId, trafficMode, names);
    }
}
