package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.readyIn;
import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * W11: the zone of a fixed address and the zones of its policy are joined although they exclude each other, networks without a common
 * zone are not constrained at all, and neither are the cluster's defaults. The assertion also runs against a variant that does this,
 * and fails there.
 */
final class W11ZonesTest {
    private static final PodFacts POD = PodFacts.plain(PodRef.of("default", "pod"), Map.of("app", "db"), List.of());
    private static final ZoneId HOME = ZoneId.of("zone-1");

    private interface Places {
        /** Zones the scheduler may use; null for anywhere, and empty when the pod is refused at once with a reason. */
        @Nullable
        List<ZoneId> zones(PodFacts pod, RequestContext context, @Nullable ZoneId previous);
    }

    private static final List<ZoneId> ALL = List.of(HOME, ZoneId.of("zone-2"), ZoneId.of("zone-3"));

    private static @Nullable List<ZoneId> ours(PodFacts pod, RequestContext context, @Nullable ZoneId previous) {
        NetworkResolution resolution = NetworkRequests.resolve(pod, context);
        if (!(resolution instanceof NetworkResolution.Resolved resolved)) {
            return List.of();
        }
        ZoneConstraint constraint = ZoneConstraint.of(resolved, pod, previous);
        return constraint.anyOf().isEmpty()
                ? null
                : ALL.stream().filter(constraint::allows).toList();
    }

    private static @Nullable List<ZoneId> weak(PodFacts pod, RequestContext context, @Nullable ZoneId previous) {
        NetworkResolution resolution = NetworkRequests.resolve(pod, context);
        if (!(resolution instanceof NetworkResolution.Resolved resolved)
                || resolved.source() == NetworkResolution.Source.CLUSTER_DEFAULT) {
            return null;
        }
        List<ZoneId> both = new ArrayList<>(ALL);
        both.retainAll(resolved.zones() == null ? ALL : resolved.zones());
        if (previous != null) {
            both.retainAll(List.of(previous));
        }
        return both;
    }

    private static PodNetworking fixedIn(String zone) {
        return readyIn(
                "p",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .allocationType(AllocationType.fixedTtl("1h"))
                        .build(),
                zone);
    }

    private static RequestContext context(boolean central, PodNetworking... policies) {
        return RequestContext.atAdmission(
                PodNetworkingMatcher.of(List.of(policies)),
                EniConfigReader.read(Map.of("vswitches", Map.of("zone-3", List.of("vsw-3")), "security_group", "sg-1"))
                        .config(),
                new ClusterSettings(true, central, true, false, ClusterSettings.DEFAULT.fixedNames()));
    }

    private static void everyPodHasAPlaceOrAReason(Places system) {
        assertThat(system.zones(POD, context(false, fixedIn("zone-2")), HOME))
                .as("a fixed pod whose policy moved stays home")
                .containsExactly(HOME);
        PodFacts asking = POD.withRequest(
                ParsedAnnotation.of(List.of(Map.of("network", "a"), Map.of("network", "b", "interfaceName", "eth1"))));
        RequestContext apart = context(
                false,
                readyIn("a", spec().build(), "zone-1"),
                readyIn("b", spec().vSwitches(List.of(VSwitchId.of("vsw-2"))).build(), "zone-2"));
        assertThat(system.zones(asking, apart, null))
                .as("networks without a common zone are refused at once")
                .isEmpty();
        assertThat(system.zones(POD, context(true), null))
                .as("the cluster's default network is constrained too")
                .containsExactly(ZoneId.of("zone-3"));
    }

    @Test
    void everyPodHasAPlaceOrAReason_W11() {
        everyPodHasAPlaceOrAReason(W11ZonesTest::ours);
        assertThatThrownBy(() -> everyPodHasAPlaceOrAReason(W11ZonesTest::weak)).isInstanceOf(AssertionError.class);
    }
}
