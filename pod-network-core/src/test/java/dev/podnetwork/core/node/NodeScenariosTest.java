package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.FakeEni;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** More of section H: interfaces that are, or become, somebody else's, and Lingjun nodes. */
class NodeScenariosTest {
    private static final Map<String, String> EXCLUDED = Map.of("terway.alibabacloud.com/excluded", "true");
    private static final Duration LONG = Duration.ofMinutes(10);

    private static NodeSim sim(NodeScene scene, UnaryOperator<NodeSpec> change) {
        NodeSim sim = NodeFixture.sim(scene, change);
        sim.world().limitEvents(1_000_000);
        return sim;
    }

    private static void attached(NodeSim sim, NodeScene scene, String id, Map<String, String> tags) {
        sim.cloud()
                .addEni(new FakeEni(
                        EniId.of(id),
                        NodeSim.vSwitches(scene).get(0),
                        List.of(NodeSim.GROUP),
                        null,
                        List.of(),
                        tags,
                        true,
                        sim.instance(0),
                        false));
    }

    private static void add(NodeSim sim, int pods) {
        for (int i = 0; i < pods; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();
    }

    private static UnaryOperator<NodeSpec> nothingKept(Duration maintenance) {
        return spec -> spec.withPolicy(PoolPolicy.idle(0, 0))
                .withTimes(spec.times().withPeriods(maintenance, Duration.ofMinutes(2)));
    }

    /** It is on its way out and still attached when somebody makes it theirs: it stays. */
    @Test
    void anInterfaceThatIsMadeSomebodyElsesWhileItIsToGoStays_H32() {
        FaultPlan slow = FaultPlan.scripted(1);
        slow.on("DetachNetworkInterface").inject(new Fault.Throttle(Duration.ofSeconds(20)));
        NodeSim sim = sim(NodeScene.of(2, 4, 1).withFaults(slow), nothingKept(Duration.ofSeconds(30)));
        sim.start();
        add(sim, 2);
        EniDescription eni = sim.attached(0).get(0);
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        assertThat(sim.world().runUntil(() -> sim.snapshot(0).underWay() > 0, LONG))
                .as("it is to go")
                .isTrue();

        sim.cloud().tagEni(eni.id(), EXCLUDED);
        sim.world().runFor(Duration.ofSeconds(30));
        slow.stop();
        sim.world().runFor(Duration.ofMinutes(30));

        assertThat(sim.attached(0)).extracting(EniDescription::id).containsExactly(eni.id());
        assertThat(sim.disk(0).state().openIntents()).isEmpty();
        add(sim, 1);
        assertThat(sim.attached(0)).as("it serves nobody").hasSize(2);
    }

    /** The cloud has begun to take it away: that goes on. */
    @Test
    void whatTheCloudHasBegunGoesOn_H32() {
        FaultPlan lost = FaultPlan.scripted(2);
        NodeSim sim = sim(NodeScene.of(2, 4, 2).withFaults(lost), nothingKept(Duration.ofSeconds(30)));
        sim.start();
        add(sim, 2);
        EniDescription eni = sim.attached(0).get(0);
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        assertThat(sim.world()
                        .runUntil(
                                () -> sim.cloud()
                                                .inspect()
                                                .calls("DetachNetworkInterface")
                                                .calls()
                                        > 0,
                                LONG))
                .isTrue();

        sim.cloud().tagEni(eni.id(), EXCLUDED);
        sim.world().runFor(Duration.ofMinutes(5));

        assertThat(sim.cloud().inspect().eni(eni.id())).isEmpty();
    }

    @Test
    void thePrimaryInterfaceOfALingjunNodeThatMovedIsNotOurs_H35() {
        NodeScene scene = NodeScene.of(2, 4, 3);
        NodeSim sim = sim(scene, nothingKept(Duration.ofSeconds(30)));
        attached(sim, scene, "eni-moved", Map.of("leni_primary", "true", "acs:ecs:support_eni", "true"));
        sim.start();
        sim.world().runFor(Duration.ofMinutes(10));

        assertThat(sim.snapshot(0).enis()).isZero();
        assertThat(sim.snapshot(0).idle()).isZero();
        assertThat(sim.cloud().inspect().eni(EniId.of("eni-moved"))).isPresent();
    }

    /** A comparison that is due before the next look at the pool brings the look along. */
    @Test
    void theNodeIsLookedAtWithEachComparisonAndAtLeastOnceAPeriod_H53() {
        NodeScene scene = NodeScene.of(1, 10, 4).withCooldown(Duration.ZERO);
        NodeSim sim = sim(scene, nothingKept(Duration.ofSeconds(30)));
        sim.start();
        add(sim, 6);
        List<dev.podnetwork.api.pool.LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(1, 6).forEach(sim.kubelet(0)::delete);

        sim.world().runFor(Duration.ofSeconds(70));

        assertThat(sim.snapshot(0).idle())
                .as("at most twice the period with its jitter")
                .isLessThanOrEqualTo(1);
    }

    /** Calls of Lingjun carry one address: the primaries serve two pods, one call on each interface at a time the others. */
    @Test
    void aLingjunNodeFillsItsInterfacesOneAddressAtATime_H55() {
        NodeScene scene = NodeScene.of(2, 4, 5);
        NodeSim sim = sim(
                scene,
                spec -> new NodeSpec(
                        spec.owner(),
                        spec.instance(),
                        spec.place(),
                        new NodeShape(spec.shape().flavor(), 4, 4, NodeShape.Calls.EFLO),
                        PoolPolicy.idle(0, 0),
                        spec.times(),
                        spec.tagFilter(),
                        spec.blockList()));
        attached(sim, scene, "eni-a", Map.of());
        attached(sim, scene, "eni-b", Map.of());
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));

        add(sim, 5);

        assertThat(sim.cloud().inspect().calls("CreateNetworkInterface").calls())
                .isZero();
        assertThat(sim.cloud().inspect().calls("AssignPrivateIpAddresses").calls())
                .isEqualTo(3);
        assertThat(sim.attached(0))
                .hasSize(2)
                .allSatisfy(eni -> assertThat(eni.ipv4().size()).isBetween(2, 3));
    }

    /** An interface that was attached so shortly before the start that the first look did not show it is ours all the same. */
    @Test
    void anInterfaceThatTheFirstLookDidNotShowIsTakenInByTheSecond() {
        NodeScene scene = NodeScene.of(2, 4, 6);
        FaultPlan old = FaultPlan.scripted(6);
        old.on("DescribeNetworkInterfaces").times(1).inject(new Fault.StaleDescribe(Duration.ofSeconds(4)));
        NodeSim sim = sim(scene.withFaults(old), nothingKept(Duration.ofMinutes(5)));
        sim.world().runFor(Duration.ofSeconds(30));
        attached(sim, scene, "eni-late", Map.of());
        sim.start();
        sim.world().runFor(Duration.ofSeconds(20));

        assertThat(sim.snapshot(0).enis()).isOne();
        add(sim, 3);
        assertThat(sim.cloud().inspect().calls("CreateNetworkInterface").calls())
                .isZero();
    }

    /** The start is shown an interface that still comes, and cannot tell that an address was assigned to it meanwhile. */
    @Test
    void whatAnAssignBroughtBeforeACrashIsFoundAlthoughTheStartIsShownOldThings() {
        FaultPlan old = FaultPlan.scripted(7);
        NodeScene scene = NodeScene.of(2, 4, 7).withFaults(old);
        NodeSim sim = sim(scene, nothingKept(Duration.ofMinutes(5)));
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));
        add(sim, 1);
        sim.kubelet(0).add();
        assertThat(sim.world().runUntil(() -> sim.cloudAddresses(0) == 2, LONG)).isTrue();
        old.on("DescribeNetworkInterfaces").times(1).inject(new Fault.StaleDescribe(Duration.ofSeconds(3)));

        sim.crash(Duration.ofMillis(200));
        sim.world().runFor(Duration.ofMinutes(4));

        assertThat(sim.snapshot(0).leased()).isEqualTo(2);
        assertThat(sim.snapshot(0).orphans()).isEmpty();
        assertThat(sim.snapshot(0).leased() + sim.snapshot(0).idle()).isEqualTo(sim.cloudAddresses(0));
    }
}
