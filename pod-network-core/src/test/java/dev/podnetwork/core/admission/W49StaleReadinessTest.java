package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchZone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * W49: a policy that is Ready is never looked at again. The assertion also runs against a variant that stops at Ready with the same
 * ids, and fails there.
 */
final class W49StaleReadinessTest {
    private static final VSwitchId A = VSwitchId.of("vsw-1");

    private interface Judges {
        PodNetworkingStatus judge(PodNetworkingSpec spec, PodNetworkingStatus previous, PolicyFacts facts);
    }

    private static PodNetworkingStatus weak(PodNetworkingSpec spec, PodNetworkingStatus previous, PolicyFacts facts) {
        boolean same = previous.state() == PodNetworkingStatus.State.READY
                && previous.vSwitchIds().equals(spec.vSwitches());
        return same ? previous : PodNetworkingReadiness.decide(spec, previous, facts);
    }

    private static void whatTheCloudSaysNowCounts(Judges system) {
        PodNetworkingStatus ready = PodNetworkingStatus.ready(List.of(new VSwitchZone(A, ZoneId.of("zone-1"))));
        PolicyFacts deleted = PolicyFacts.of(Map.of(A, new VSwitchFact.Missing("InvalidVSwitchId.NotFound")), null);
        PolicyFacts moved = PolicyFacts.of(Map.of(A, new VSwitchFact.Found(ZoneId.of("zone-2"), null, 9)), null);

        assertThat(system.judge(spec().build(), ready, deleted).state()).isEqualTo(PodNetworkingStatus.State.FAIL);
        assertThat(system.judge(spec().build(), ready, moved).vSwitches())
                .containsExactly(new VSwitchZone(A, ZoneId.of("zone-2")));
    }

    @Test
    void whatTheCloudSaysNowCounts_W49() {
        whatTheCloudSaysNowCounts(PodNetworkingReadiness::decide);
        assertThatThrownBy(() -> whatTheCloudSaysNowCounts(W49StaleReadinessTest::weak))
                .isInstanceOf(AssertionError.class);
    }
}
