package dev.podnetwork.core.capacity;

import static dev.podnetwork.api.capacity.NetworkMode.EXCLUSIVE;
import static dev.podnetwork.api.capacity.NetworkMode.SHARED;
import static dev.podnetwork.api.capacity.NetworkMode.TRUNK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.core.capacity.AttachDecision.Attach;
import dev.podnetwork.core.capacity.AttachDecision.Rejected;
import dev.podnetwork.core.capacity.AttachDecision.Waits;
import org.junit.jupiter.api.Test;

/**
 * W13: what a policy asked for was forgotten before attaching, so that an ENI of its own became a trunk member without a word. The
 * assertion also runs against a variant that forgets, and fails there.
 */
class W13AttachDecisionTest {
    private interface Rule {
        AttachDecision decide(EniType asked, NetworkMode node, boolean trunk);
    }

    private static AttachDecision weakForgetsWhatWasAsked(EniType asked, NetworkMode node, boolean trunk) {
        return AttachDecision.decide(EniType.DEFAULT, node, trunk);
    }

    private static void anOwnEniIsNeverAMember(Rule rule) {
        assertThat(rule.decide(EniType.ENI, TRUNK, true))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        r -> assertThat(r.reason()).contains("trunk eni is not allowed for eniOnly pod"));
    }

    @Test
    void anOwnEniOnATrunkNodeIsRejected_W13_E11() {
        anOwnEniIsNeverAMember(AttachDecision::decide);
        assertThatThrownBy(() -> anOwnEniIsNeverAMember(W13AttachDecisionTest::weakForgetsWhatWasAsked))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theTableOfTypesAndNodes() {
        assertThat(AttachDecision.decide(EniType.DEFAULT, TRUNK, true)).isEqualTo(new Attach(AttachMode.TRUNK_MEMBER));
        assertThat(AttachDecision.decide(EniType.TRUNK, TRUNK, true)).isEqualTo(new Attach(AttachMode.TRUNK_MEMBER));
        assertThat(AttachDecision.decide(EniType.DEFAULT, EXCLUSIVE, true)).isEqualTo(new Attach(AttachMode.SECONDARY));
        assertThat(AttachDecision.decide(EniType.ENI, EXCLUSIVE, true)).isEqualTo(new Attach(AttachMode.SECONDARY));
        assertThat(AttachDecision.decide(EniType.TRUNK, EXCLUSIVE, true)).isInstanceOf(Rejected.class);
        assertThat(AttachDecision.decide(EniType.ENI, SHARED, true)).isInstanceOf(Rejected.class);
    }

    @Test
    void aMemberWaitsForTheTrunk_E10() {
        assertThat(AttachDecision.decide(EniType.DEFAULT, SHARED, true))
                .isEqualTo(new Waits("trunk eni id not found, this may due to terway agent is not started"));
    }

    @Test
    void withoutTrunkEverythingIsSecondary_E13() {
        for (EniType type : EniType.values()) {
            for (NetworkMode node : NetworkMode.values()) {
                assertThat(AttachDecision.decide(type, node, false)).isEqualTo(new Attach(AttachMode.SECONDARY));
            }
        }
    }
}
