package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The pool of a node under virtual time. */
class NodeIpamSim {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Test
    void aBurstOnAnEmptyNodeIsServedByFourInterfacesAtOnce() {
        NodeSim sim = started(NodeScene.of(7, 30, 1), UnaryOperator.identity());
        for (int i = 0; i < 110; i++) {
            sim.kubelet(0).add();
        }

        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();

        assertThat(sim.cloud().inspect().calls("CreateNetworkInterface").calls())
                .isEqualTo(4);
        assertThat(sim.cloudAddresses(0)).isEqualTo(110);
        assertThat(sim.kubelet(0).latencies())
                .allSatisfy(nanos -> assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofSeconds(8)));
    }

    @Test
    void whatIsTooMuchGoesBackAndTheMinimumStays() {
        NodeSim sim = started(NodeScene.of(3, 10, 2), policy(PoolPolicy.idle(2, 4)));
        for (int i = 0; i < 12; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, LONG);

        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofMinutes(20));

        NodeIpamSnapshot now = sim.snapshot(0);
        assertThat(now.leased()).isZero();
        assertThat(now.idle()).isBetween(2, 4);
        assertThat(sim.cloudAddresses(0)).isEqualTo(now.idle());
        assertThat(sim.loose()).isEmpty();
        assertThat(sim.disk(0).state().openIntents()).isEmpty();
    }

    @Test
    void anAcknowledgedLeaseOutlivesACrash() {
        NodeSim sim = started(NodeScene.of(3, 10, 3), UnaryOperator.identity());
        for (int i = 0; i < 8; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, LONG);

        sim.crash(Duration.ofSeconds(2));
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(sim.snapshot(0).leased()).isEqualTo(8);
        assertThat(sim.cloudAddresses(0)).isEqualTo(8);
    }

    static NodeSim started(NodeScene scene, UnaryOperator<NodeSpec> change) {
        NodeSim sim = NodeFixture.sim(scene, change);
        sim.world().limitEvents(5_000_000);
        sim.start();
        return sim;
    }

    static UnaryOperator<NodeSpec> policy(PoolPolicy policy) {
        return spec -> spec.withPolicy(policy.withStack(spec.policy().stack()));
    }
}
