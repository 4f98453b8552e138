package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The defects of the local pool of today (spec: node-ipam §2.3, §2.7), none of which is here. */
class NodeDefectsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** An interface with many addresses in use was asked before one with idle addresses. */
    @Test
    void anAddressThatIsIdleAnywhereIsFoundBeforeAnyCall() {
        NodeSim sim = started(NodeScene.of(2, 10, 1).withCooldown(Duration.ZERO), PoolPolicy.idle(0, 20));
        for (int i = 0; i < 15; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, LONG);
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(12, 15).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofSeconds(1));
        long creates = sim.cloud().inspect().calls("CreateNetworkInterface").calls();
        sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofMillis(20));

        assertThat(sim.settled()).isTrue();
        assertThat(sim.cloud().inspect().calls("CreateNetworkInterface").calls())
                .isEqualTo(creates);
        assertThat(sim.cloud().inspect().calls("AssignPrivateIpAddresses").calls())
                .isZero();
    }

    /** A failure to write the record leaked the address until the next start. */
    @Test
    void aJournalThatFailsLeaksNothing() {
        NodeSim sim = started(NodeScene.of(1, 6, 2), PoolPolicy.idle(2, 4));
        sim.world().runFor(Duration.ofSeconds(20));
        sim.disk(0).refusing(1);
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(5));
        assertThat(sim.kubelet(0).running()).isZero();
        assertThat(sim.kubelet(0).refusals()).isPositive();
        sim.disk(0).refusing(0);
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(sim.kubelet(0).running()).isOne();
        assertThat(sim.snapshot(0).leased()).isOne();
        assertThat(sim.snapshot(0).leased() + sim.snapshot(0).idle()).isEqualTo(sim.cloudAddresses(0));
    }

    /** The primary address was counted as given back, and never was. */
    @Test
    void theSurplusIsWhatReallyGoes() {
        NodeSim sim = started(NodeScene.of(1, 10, 3), PoolPolicy.idle(0, 3));
        for (int i = 0; i < 9; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, LONG);
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(1, 9).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofMinutes(10));

        assertThat(sim.snapshot(0).idle()).isEqualTo(3);
        assertThat(sim.cloudAddresses(0)).isEqualTo(4);
    }

    /** Every waiter woke for every address. */
    @Test
    void oneAddressServesTheOneWhoWaitsLongest() {
        NodeSim sim = started(NodeScene.of(1, 2, 4).withCooldown(Duration.ZERO), PoolPolicy.idle(0, 3));
        LeaseOwner first = sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.world().runUntil(sim::settled, LONG);
        LeaseOwner longest = sim.kubelet(0).add();
        LeaseOwner next = sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(1));
        sim.kubelet(0).delete(first);
        sim.world().runFor(Duration.ofSeconds(1));

        assertThat(sim.kubelet(0).lease(longest)).isNotNull();
        assertThat(sim.kubelet(0).lease(next)).isNull();
    }

    /** A worker that paused after a refusal woke at the next comparison, minutes late. */
    @Test
    void aPauseEndsOnTime() {
        FaultPlan once = FaultPlan.scripted(1);
        once.on("CreateNetworkInterface")
                .times(1)
                .inject(new Fault.Refuse(WireFault.of(403, "EniPerInstanceLimitExceeded", "too many")));
        NodeSim sim = started(NodeScene.of(2, 10, 5).withFaults(once), PoolPolicy.idle(0, 3));
        sim.kubelet(0).add();

        assertThat(sim.world().runUntil(sim::settled, Duration.ofSeconds(25))).isTrue();
    }

    /** The same sandbox asked twice at once got two addresses, or an error. */
    @Test
    void whoAsksTwiceGetsOneAddress() {
        NodeSim sim = started(NodeScene.of(1, 5, 6), PoolPolicy.idle(0, 3));
        LeaseRequest request = LeaseRequest.of(LeaseOwner.of(PodUid.of("a"), "eth0"), "sandbox", IpStack.IPV4);
        var one = sim.ipam(0).acquire(request, LONG);
        var two = sim.ipam(0).acquire(request, LONG);
        sim.world().runUntil(() -> one.isDone() && two.isDone(), LONG);

        assertThat(one.join()).isEqualTo(two.join());
        assertThat(sim.cloudAddresses(0)).isOne();
    }

    private static NodeSim started(NodeScene scene, PoolPolicy policy) {
        NodeSim sim = NodeFixture.sim(scene, spec -> spec.withPolicy(policy));
        sim.world().limitEvents(1_000_000);
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));
        return sim;
    }
}
