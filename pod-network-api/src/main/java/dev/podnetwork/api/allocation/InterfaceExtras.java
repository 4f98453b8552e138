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
 */
public record InterfaceExtras(
        boolean defaultRoute,
        List<String> extraRoutes,
        @Nullable String resourceGroupId,
        TrafficMode trafficMode) {

    /** Nothing special. */
    public static final InterfaceExtras NONE = new InterfaceExtras(false, List.of(), null, TrafficMode.STANDARD);

    /** Keeps its own copy of the routes. */
    public InterfaceExtras {
        extraRoutes = List.copyOf(extraRoutes);
    }
}
