package dev.podnetwork.core.match;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchZone;
import java.util.List;

/** Policies for tests. */
public final class Policies {
    private Policies() {}

    /** A spec with one vSwitch and one security group. */
    public static PodNetworkingSpec.Builder spec() {
        return PodNetworkingSpec.builder()
                .vSwitches(List.of(VSwitchId.of("vsw-1")))
                .securityGroups(List.of(SecurityGroupId.of("sg-1")));
    }

    /** A Ready policy whose vSwitches are all in {@code zone-1}. */
    public static PodNetworking ready(String name, PodNetworkingSpec spec) {
        return readyIn(name, spec, "zone-1");
    }

    /** A Ready policy whose vSwitches are all in one zone. */
    public static PodNetworking readyIn(String name, PodNetworkingSpec spec, String zone) {
        List<VSwitchZone> found = spec.vSwitches().stream()
                .map(id -> new VSwitchZone(id, ZoneId.of(zone)))
                .toList();
        return new PodNetworking(name, spec, PodNetworkingStatus.ready(found));
    }

    /** A Ready policy for pods with one label. */
    public static PodNetworking forLabel(String name, String key, String value) {
        return ready(name, spec().podSelector(LabelSelector.label(key, value)).build());
    }
}
