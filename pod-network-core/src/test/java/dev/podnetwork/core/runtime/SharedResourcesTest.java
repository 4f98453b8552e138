package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.allocation.Claims;
import dev.podnetwork.core.cloud.QuotaGate;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reservation takes all or nothing, and what is given back is offered to whoever waits. */
class SharedResourcesTest {
    private static final NodeRef NODE = NodeRef.of("node-1");
    private static final VSwitchId SCARCE = VSwitchId.of("vsw-a");
    private static final VSwitchId AMPLE = VSwitchId.of("vsw-b");
    private static final PodRef A = PodRef.of("default", "a");

    private final List<PodRef> poked = new ArrayList<>();
    private final SimProcess process = new SimWorld(1).start("p");
    private final SharedResources shared = new SharedResources(process, 1, poked::add);

    @BeforeEach
    void vSwitches() {
        shared.ledger.read(vSwitch(SCARCE, 1), 0);
        shared.ledger.read(vSwitch(AMPLE, 100), 0);
    }

    private static VSwitchDescription vSwitch(VSwitchId id, int free) {
        return new VSwitchDescription(id, VpcId.of("vpc-1"), ZoneId.of("a"), "10.0.0.0/24", null, free);
    }

    private static Claims claims(int slots, VSwitchId... addresses) {
        return new Claims(NODE, AttachMode.TRUNK_MEMBER, slots, List.of(addresses), true);
    }

    private void nothingIsTaken() {
        assertThat(shared.slots.taken()).isEmpty();
        assertThat(shared.work.used()).isZero();
        assertThat(shared.ledger.reserved(SCARCE)).isZero();
        assertThat(shared.ledger.reserved(AMPLE)).isZero();
        assertThat(shared.isOpening(NODE)).isFalse();
    }

    @Test
    void wantOfASlotTakesNothing() {
        assertThat(shared.reserve(claims(3, AMPLE, AMPLE, AMPLE), 2)).isFalse();

        nothingIsTaken();
    }

    @Test
    void wantOfWorkTakesNothing() {
        shared.work.take();

        assertThat(shared.reserve(claims(1, AMPLE), 2)).isFalse();

        shared.work.add(-1);
        nothingIsTaken();
    }

    @Test
    void wantOfAnAddressTakesNothing() {
        assertThat(shared.reserve(claims(3, AMPLE, SCARCE, SCARCE), 5)).isFalse();

        nothingIsTaken();
    }

    @Test
    void wantOfTheOnlyAddressTakesNothing() {
        shared.ledger.reserve(SCARCE, 1);

        assertThat(shared.reserve(claims(1, SCARCE), 5)).isFalse();

        shared.ledger.reserve(SCARCE, -1);
        nothingIsTaken();
    }

    @Test
    void whatIsGivenBackIsAllThatWasTaken() {
        assertThat(shared.reserve(claims(3, AMPLE, SCARCE, AMPLE), 5)).isTrue();
        assertThat(shared.slots.used(NODE)).isEqualTo(3);
        assertThat(shared.work.used()).isEqualTo(1);
        assertThat(shared.ledger.reserved(AMPLE)).isEqualTo(2);

        shared.unreserve(claims(3, AMPLE, SCARCE, AMPLE));

        nothingIsTaken();
    }

    @Test
    void whoWaitsForASlotIsCalledWhenItIsGivenBack() {
        shared.reserve(claims(1, AMPLE), 1);
        shared.slots.line(NODE).enter(A);

        shared.unreserve(claims(1, AMPLE));

        assertThat(poked).containsExactly(A);
    }

    @Test
    void whoWaitsForWorkIsCalledWhenItIsGivenBack() {
        shared.reserve(claims(1, AMPLE), 1);
        shared.work.line().enter(A);

        shared.unreserve(claims(1, AMPLE));

        assertThat(poked).containsExactly(A);
    }

    @Test
    void whoWaitsForAnAddressIsCalledWhenItIsGivenBack() {
        shared.reserve(claims(1, SCARCE), 1);
        shared.ledger.line(SCARCE).enter(A);

        shared.unreserve(claims(1, SCARCE));

        assertThat(poked).containsExactly(A);
    }

    @Test
    void whoWaitsForASlotIsCalledWhenAFixedPodGoesOnToAnotherNode() {
        Allocation leaving = onNode(NODE, AllocationPhase.DETACHING);
        shared.replace(null, leaving);
        shared.slots.take(NODE, 0, 1);
        shared.slots.line(NODE).enter(A);

        shared.replace(leaving, onNode(NodeRef.of("node-2"), AllocationPhase.ATTACHING));

        assertThat(poked).containsExactly(A);
    }

    @Test
    void whoWaitsForAQuotaIsCalledWhenAnInterfaceThatCountedAgainstItIsGone() {
        Allocation going = onNode(NODE, AllocationPhase.DELETING);
        AllocatedEni eni = new AllocatedEni(
                EniId.of("eni-1"),
                "00:16:3e:00:00:01",
                VpcId.of("vpc-1"),
                ZoneId.of("a"),
                "10.0.0.1",
                null,
                null,
                null);
        Allocation holding = going.withInterface(0, going.interfaces().get(0).withEni(eni));
        shared.replace(null, holding);
        shared.quotas.refused(List.of(QuotaGate.ACCOUNT), "MaxEniCountExceeded", process.ticks());
        shared.quotas.line(QuotaGate.ACCOUNT).enter(A);

        shared.replace(holding, null);

        assertThat(poked).containsExactly(A);
    }

    private static Allocation onNode(NodeRef node, AllocationPhase phase) {
        InterfaceSpec spec =
                new InterfaceSpec("eth0", List.of(), ReleasePolicy.NEVER, null, IpStack.IPV4, InterfaceExtras.NONE);
        return new Allocation(
                PodRef.of("default", "b"),
                PodUid.of("uid"),
                node,
                ZoneId.of("a"),
                InstanceId.of("i-1"),
                null,
                phase,
                true,
                true,
                null,
                List.of(new InterfaceAllocation(spec, AMPLE, 1, null, null)));
    }
}
