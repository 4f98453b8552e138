package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.core.plan.PoolPolicy.Prefixes;
import dev.podnetwork.core.vswitch.VSwitchReading;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the nodes believe is free in a vSwitch is what is free, long before they ask the cloud again. */
class NodeLedgerTest {
    private static final Duration BEFORE_THEY_ASK = Duration.ofMinutes(9);

    private static void agrees(NodeSim sim, NodeFleet fleet) {
        int known = 0;
        for (VSwitchDescription each : sim.cloud().inspect().vSwitches()) {
            if (fleet.ledger.reading(each.id()) instanceof VSwitchReading.Known reading) {
                assertThat(reading.freeIpv4()).isEqualTo(each.availableIpv4());
                known++;
            }
        }
        assertThat(known).isPositive();
    }

    private static void addTwenty(NodeSim sim) {
        for (int i = 0; i < 20; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, BEFORE_THEY_ASK)).isTrue();
    }

    /** What its create took is free again when it is deleted, although none of it was ever in the pool. */
    @ParameterizedTest(name = "prefixes: {0}")
    @ValueSource(booleans = {false, true})
    void anInterfaceThatNeverServedGivesBackWhatItTook(boolean prefixes) {
        FaultPlan never = FaultPlan.scripted(1);
        never.on("AttachNetworkInterface").times(3).inject(new Fault.AttachFallsBack());
        PoolPolicy plain = PoolPolicy.idle(0, 20);
        PoolPolicy policy = prefixes ? plain.withPrefixes(Prefixes.atLeast(0)) : plain;
        NodeScene scene = NodeScene.of(2, 20, 1).withFaults(never);
        NodeFixture.Opened opened = NodeFixture.fleets(scene, spec -> spec.withPolicy(policy));
        NodeSim sim = new NodeSim(scene, opened);
        sim.start();

        addTwenty(sim);
        sim.world().runFor(Duration.ofMinutes(2));

        assertThat(sim.cloud().inspect().calls("DeleteNetworkInterface").calls())
                .isPositive();
        assertThat(sim.loose()).isEmpty();
        agrees(sim, opened.last());
    }

    /** Single addresses go with their interface, prefixes by themselves. */
    @ParameterizedTest(name = "prefixes: {0}")
    @ValueSource(booleans = {false, true})
    void whatServedGivesBackWhatItHad(boolean prefixes) {
        PoolPolicy plain = PoolPolicy.idle(0, 0);
        PoolPolicy policy = prefixes ? plain.withPrefixes(Prefixes.atLeast(0)) : plain;
        NodeScene scene = NodeScene.of(2, 20, 5).withCooldown(Duration.ofSeconds(30));
        NodeFixture.Opened opened = NodeFixture.fleets(scene, spec -> spec.withPolicy(policy));
        NodeSim sim = new NodeSim(scene, opened);
        sim.start();
        addTwenty(sim);
        int before = sim.cloudAddresses(0);

        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofMinutes(5));

        assertThat(sim.cloudAddresses(0)).isLessThan(before);
        agrees(sim, opened.last());
    }
}
