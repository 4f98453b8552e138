package dev.podnetwork.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.release.ReleasePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever begins to use slots of a node claims them in the same step: two pods never take the last one. */
class ClaimsTest {
    @Test
    void aFirstAllocationClaimsSlotsWorkAndAnAddressForEachInterface() {
        Transition opened = Story.begin("elastic x 2").step();

        assertThat(opened.claims())
                .isEqualTo(new Claims(Life.NODE, AttachMode.TRUNK_MEMBER, 2, List.of(Life.VSW, Life.VSW), true));
    }

    @Test
    void aRetainedOneThatIsAttachedAgainClaimsSlotsAndWorkAndNoAddress() {
        Life life = new Life(ReleasePolicy.NEVER, 2).to(AllocationPhase.RETAINED);
        life.nextPod(Life.OTHER_NODE, ReleasePolicy.NEVER, 2);

        assertThat(life.history)
                .filteredOn(each -> each.claims() != null)
                .extracting(Transition::claims)
                .containsExactly(new Claims(Life.OTHER_NODE, AttachMode.TRUNK_MEMBER, 2, List.of(), true));
    }
}
