package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.forLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * W9: a policy that is not Ready, if only for a moment, lets pods start without its security group, and nobody is told. The assertion
 * also runs against a variant that looks at the last verdict alone and forgets what it skipped, and fails there.
 */
final class W09SilentDowngradeTest {
    private static final PodFacts POD = PodFacts.plain(PodRef.of("default", "pod"), Map.of("app", "db"), List.of());

    private interface Resolves {
        NetworkResolution resolve(PodFacts pod, List<PodNetworking> policies);
    }

    private static NetworkResolution ours(PodFacts pod, List<PodNetworking> policies) {
        return NetworkRequests.resolve(
                pod, RequestContext.atAdmission(PodNetworkingMatcher.of(policies), null, ClusterSettings.DEFAULT));
    }

    private static NetworkResolution weak(PodFacts pod, List<PodNetworking> policies) {
        return ours(
                pod,
                policies.stream()
                        .filter(p -> p.status().state() == PodNetworkingStatus.State.READY)
                        .toList());
    }

    private static PodNetworking failedAfterReady() {
        PodNetworking policy = forLabel("p", "app", "db");
        return policy.withStatus(
                PodNetworkingStatus.failed(policy.status(), policy.status().vSwitches(), "DescribeVSwitches failed"));
    }

    private static PodNetworking neverReady() {
        return PodNetworking.unchecked("p", forLabel("p", "app", "db").spec());
    }

    private static void aSelectedPodIsNeverDowngradedInSilence(Resolves system) {
        assertThat(system.resolve(POD, List.of(failedAfterReady())))
                .as("a policy that was Ready keeps its last good vSwitches")
                .isInstanceOfSatisfying(
                        NetworkResolution.Resolved.class,
                        r -> assertThat(r.entries().get(0).securityGroups())
                                .isEqualTo(failedAfterReady().spec().securityGroups()));
        assertThat(system.resolve(POD, List.of(neverReady())))
                .as("a policy that never was Ready is named")
                .isInstanceOfSatisfying(
                        NetworkResolution.NotOurs.class,
                        n -> assertThat(n.dropped())
                                .extracting(NearMiss::cause)
                                .containsExactly(NearMiss.Cause.NEVER_READY));
    }

    @Test
    void aSelectedPodIsNeverDowngradedInSilence_W9() {
        aSelectedPodIsNeverDowngradedInSilence(W09SilentDowngradeTest::ours);
        assertThatThrownBy(() -> aSelectedPodIsNeverDowngradedInSilence(W09SilentDowngradeTest::weak))
                .isInstanceOf(AssertionError.class);
    }
}
