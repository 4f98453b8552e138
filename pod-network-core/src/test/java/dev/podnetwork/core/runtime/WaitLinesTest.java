package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.allocation.ScarceResource.Kind;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.fake.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitLinesTest {
    private static final NodeRef NODE = NodeRef.of("node-1");
    private static final NodeRef OTHER = NodeRef.of("node-2");
    private static final VSwitchId VSW = VSwitchId.of("vsw-a");
    private static final PodRef A = PodRef.of("default", "a");
    private static final Explanation NO_SLOT = Explanation.waiting(Kind.NODE_SLOT, "node-1", "full", null);
    private static final Explanation NO_TRUNK = Explanation.waiting(Kind.FACT, "node-1", "no trunk yet", null);
    private static final Explanation NO_ADDRESS = Explanation.waiting(Kind.VSWITCH_ADDRESS, "vsw-a", "dry", null);
    private static final Explanation UNREAD = Explanation.waiting(Kind.FACT, "vsw-a", "reading", null);

    private final List<PodRef> poked = new ArrayList<>();
    private final SharedResources shared = new SharedResources(new SimWorld(1).start("p"), 5, poked::add);
    private final WaitLines lines = new WaitLines(shared, () -> {});

    private static AllocationRequest wish(NodeRef node) {
        InterfaceSpec spec =
                new InterfaceSpec("eth0", List.of(), ReleasePolicy.ELASTIC, null, IpStack.IPV4, InterfaceExtras.NONE);
        return new AllocationRequest(
                A,
                PodUid.of("uid"),
                node,
                List.of(new InterfaceRequest(spec, List.of(VSW), VSwitchSelectionPolicy.ORDERED)));
    }

    @Test
    void whoMovesToAnotherNodeLeavesTheLineOfTheFirst() {
        lines.update(A, wish(NODE), NO_SLOT);
        lines.update(A, wish(OTHER), NO_SLOT);

        assertThat(shared.slots.line(NODE).isEmpty()).isTrue();
        assertThat(shared.slots.line(OTHER).everybody()).containsExactly(A);
    }

    @Test
    void whoWaitsForAFactOfItsNodeHoldsNoAddressBack() {
        lines.update(A, wish(NODE), NO_TRUNK);

        assertThat(shared.ledger.line(VSW).isEmpty()).isTrue();
        assertThat(lines.forFacts(NODE)).containsExactly(A);
    }

    @Test
    void whoWaitsForAVSwitchToBeReadKeepsItsPlaceWhenThatIsDry() {
        lines.update(A, wish(NODE), UNREAD);
        lines.update(A, wish(NODE), NO_ADDRESS);

        assertThat(shared.ledger.line(VSW).everybody()).containsExactly(A);
        assertThat(lines.forFacts(NODE)).isEmpty();
    }

    @Test
    void whoIsNewInLineIsCalledOnceWhenASlotIsFree() {
        shared.slots.take(NODE, 1, 2);
        lines.update(A, wish(NODE), NO_SLOT);
        lines.update(A, wish(NODE), NO_SLOT);

        assertThat(poked).containsExactly(A);
    }

    @Test
    void whoWaitsForNothingIsInNoLine() {
        lines.update(A, wish(NODE), NO_SLOT);
        lines.update(A, null, NO_SLOT);

        assertThat(shared.slots.line(NODE).isEmpty()).isTrue();
    }
}
