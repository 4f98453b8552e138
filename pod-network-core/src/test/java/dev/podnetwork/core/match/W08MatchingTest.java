package dev.podnetwork.core.match;

import static dev.podnetwork.core.match.Policies.forLabel;
import static dev.podnetwork.core.match.Policies.ready;
import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * W8: of several matching policies any may win, and one bad selector blocks all pods. The assertion also runs against a variant that
 * scans in the given order and compiles as it goes, and fails there.
 */
final class W08MatchingTest {
    private static final PodLabels POD = new PodLabels(Map.of("app", "db"), Map.of(), true);

    private interface Chooses {
        Optional<String> choose(List<PodNetworking> policies);
    }

    private static Optional<String> ours(List<PodNetworking> policies) {
        return PodNetworkingMatcher.of(policies).match(POD).chosen().map(PodNetworking::name);
    }

    private static Optional<String> weak(List<PodNetworking> policies) {
        for (PodNetworking policy : policies) {
            LabelSelector selector = policy.spec().podSelector();
            if (selector != null && !selector.isValid()) {
                throw new IllegalStateException("the admission fails: " + selector.problems());
            }
            if (selector != null && selector.matches(POD.pod())) {
                return Optional.of(policy.name());
            }
        }
        return Optional.empty();
    }

    private static void theLowestNameWinsInAnyOrderBesideABadSelector(Chooses system) {
        PodNetworking bad = ready(
                "a-bad",
                spec().podSelector(LabelSelector.expressions(new LabelRequirement("app", "Near", List.of("db"))))
                        .build());
        List<PodNetworking> policies =
                new ArrayList<>(List.of(forLabel("c", "app", "db"), forLabel("b", "app", "db"), bad));
        assertThat(system.choose(policies)).contains("b");
        Collections.reverse(policies);
        assertThat(system.choose(policies)).contains("b");
    }

    @Test
    void theLowestNameWinsInAnyOrderBesideABadSelector_W8() {
        theLowestNameWinsInAnyOrderBesideABadSelector(W08MatchingTest::ours);
        assertThatThrownBy(() -> theLowestNameWinsInAnyOrderBesideABadSelector(W08MatchingTest::weak))
                .isInstanceOf(Throwable.class);
    }
}
