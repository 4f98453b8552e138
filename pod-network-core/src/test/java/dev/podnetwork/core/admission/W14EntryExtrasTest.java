package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * W14: default route, resource group and traffic mode of an interface never reach its allocation. The assertion also runs against a
 * variant that drops them, and fails there.
 */
final class W14EntryExtrasTest {
    private static final Map<String, Object> WRITTEN = Map.of(
            "interface",
            "eth1",
            "vSwitchOptions",
            List.of("vsw-1"),
            "securityGroupIDs",
            List.of("sg-1"),
            "defaultRoute",
            true,
            "extraRoutes",
            List.of(Map.of("dst", "10.0.0.0/8")),
            "resourceGroupID",
            "rg-1",
            "networkInterfaceTrafficMode",
            "HighPerformance");

    private static InterfaceRequest ours(NetworkEntry entry) {
        return entry.toRequest(IpStack.IPV4);
    }

    private static InterfaceRequest weak(NetworkEntry entry) {
        return InterfaceRequest.keeping(
                entry.allocationType().releasePolicy(), entry.vSwitches(), entry.securityGroups());
    }

    private static void everythingWrittenReachesTheAllocation(Function<NetworkEntry, InterfaceRequest> system) {
        NetworkEntry entry = NetworkEntries.read(ParsedAnnotation.of(Map.of("podNetworks", List.of(WRITTEN))))
                .entries()
                .get(0);
        assertThat(system.apply(entry).spec().extras())
                .isEqualTo(new InterfaceExtras(true, List.of("10.0.0.0/8"), "rg-1", TrafficMode.HIGH_PERFORMANCE));
        assertThat(system.apply(entry).spec().name()).isEqualTo("eth1");
    }

    @Test
    void everythingWrittenReachesTheAllocation_W14() {
        everythingWrittenReachesTheAllocation(W14EntryExtrasTest::ours);
        assertThatThrownBy(() -> everythingWrittenReachesTheAllocation(W14EntryExtrasTest::weak))
                .isInstanceOf(AssertionError.class);
    }
}
