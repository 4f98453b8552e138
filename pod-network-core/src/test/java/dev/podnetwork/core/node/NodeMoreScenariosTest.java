package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.api.pool.PoolCondition;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Situations of sections H and I that the list of scenarios does not name, from the same facts. */
class NodeMoreScenariosTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static NodeSim started(NodeScene scene, UnaryOperator<NodeSpec> change) {
        NodeSim sim = NodeFixture.sim(scene, change);
        sim.world().limitEvents(2_000_000);
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));
        return sim;
    }

    private static UnaryOperator<NodeSpec> policy(PoolPolicy policy) {
        return spec -> spec.withPolicy(policy);
    }

    private static UnaryOperator<NodeSpec> shrinking(PoolPolicy policy) {
        return spec -> spec.withPolicy(policy)
                .withTimes(spec.times().withPeriods(Duration.ofSeconds(20), Duration.ofMinutes(2)));
    }

    private static void add(NodeSim sim, int pods) {
        for (int i = 0; i < pods; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();
    }

    private static LeaseRequest request(String pod) {
        return LeaseRequest.of(LeaseOwner.of(PodUid.of(pod), "eth0"), "sandbox-" + pod, IpStack.IPV4);
    }

    private static LeaseRequest rdma(String pod) {
        LeaseRequest plain = request(pod);
        return new LeaseRequest(
                plain.owner(), plain.containerId(), plain.families(), TrafficMode.HIGH_PERFORMANCE, null);
    }

    private static String why(NodeSim sim, LeaseOwner owner) {
        List<LeaseStory> stories = new ArrayList<>();
        sim.ipam(0).describe(owner).thenAccept(stories::add);
        sim.world().runUntil(() -> !stories.isEmpty(), LONG);
        return stories.get(0).reasons().toString();
    }

    private static int known(NodeIpamSnapshot now) {
        return now.leased() + now.idle() + now.cooling() + now.unusable();
    }

    /** An interface is deleted; before that is seen its address comes back on another one: nothing is lost. */
    @Test
    void anAddressThatComesBackOnAnotherInterfaceBeforeItsOwnIsSeenGone() {
        FaultPlan lost = FaultPlan.scripted(1);
        NodeScene scene = NodeScene.of(2, 4, 1)
                .withBlocks(List.of("10.0.0.0/28"))
                .withCooldown(Duration.ZERO)
                .withFaults(lost);
        NodeSim sim = started(scene, shrinking(PoolPolicy.idle(0, 0)));
        add(sim, 5);
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        Lease last = Objects.requireNonNull(sim.kubelet(0).lease(all.get(4)));
        all.stream()
                .filter(owner -> !Objects.requireNonNull(sim.kubelet(0).lease(owner))
                        .address()
                        .eni()
                        .equals(last.address().eni()))
                .forEach(sim.kubelet(0)::delete);
        lost.on("DescribeNetworkInterfaces").inject(new Fault.StaleDescribe(Duration.ofSeconds(3)));
        sim.world().runUntil(() -> sim.attached(0).size() == 1, LONG);

        for (int i = 0; i < 3; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runFor(LONG);

        assertThat(sim.settled()).isTrue();
        assertThat(sim.snapshot(0).orphans()).isEmpty();
        assertThat(known(sim.snapshot(0))).isEqualTo(sim.cloudAddresses(0));
    }

    /** The same sandbox number two of a pod: its ADD gets the pod's address, the old sandbox's DEL frees nothing. */
    @Test
    void aPodThatIsCreatedAgainKeepsItsAddressWhateverTheOrder() {
        NodeSim sim = started(NodeScene.of(1, 5, 2), UnaryOperator.identity());
        LeaseRequest first = request("a");
        LeaseRequest second = LeaseRequest.of(first.owner(), "sandbox-2", IpStack.IPV4);
        CompletableFuture<Lease> before = sim.ipam(0).acquire(first, LONG);
        sim.world().runUntil(before::isDone, LONG);

        CompletableFuture<Lease> again = sim.ipam(0).acquire(second, LONG);
        sim.world().runUntil(again::isDone, LONG);
        sim.ipam(0).release(first.owner(), first.containerId());
        sim.world().runFor(Duration.ofSeconds(5));

        assertThat(again.join().address()).isEqualTo(before.join().address());
        assertThat(again.join().containerId()).isEqualTo("sandbox-2");
        assertThat(sim.snapshot(0).leased()).isOne();
        sim.ipam(0).release(first.owner(), "sandbox-2");
        sim.world().runFor(Duration.ofSeconds(5));
        assertThat(sim.snapshot(0).leased()).isZero();
    }

    /** Two interfaces of one pod are two owners. */
    @Test
    void eachInterfaceOfAPodHasItsOwnAddress() {
        NodeSim sim = started(NodeScene.of(1, 5, 3), UnaryOperator.identity());
        LeaseOwner other = LeaseOwner.of(PodUid.of("a"), "eth1");
        CompletableFuture<Lease> eth0 = sim.ipam(0).acquire(request("a"), LONG);
        CompletableFuture<Lease> eth1 = sim.ipam(0).acquire(LeaseRequest.of(other, "sandbox-a", IpStack.IPV4), LONG);
        sim.world().runUntil(() -> eth0.isDone() && eth1.isDone(), LONG);

        assertThat(eth0.join().address()).isNotEqualTo(eth1.join().address());
        assertThat(sim.cloudAddresses(0)).isEqualTo(2);
    }

    /** The first vSwitch is dry: new interfaces come from the second, and who has room on the first still waits for it. */
    @Test
    void theNextVSwitchServesWhenTheFirstIsDry() {
        NodeScene scene = NodeScene.of(3, 8, 4).withBlocks(List.of("10.0.0.0/29", "10.0.1.0/24"));
        NodeSim sim = started(scene, policy(PoolPolicy.idle(0, 0)));

        add(sim, 14);

        assertThat(sim.attached(0))
                .extracting(EniDescription::vSwitch)
                .contains(NodeSim.vSwitches(scene).get(1));
        assertThat(known(sim.snapshot(0))).isEqualTo(sim.cloudAddresses(0));
    }

    /** A dry vSwitch and no other: condition, reason, and service as soon as somebody else gives addresses back. */
    @Test
    void aDryVSwitchIsACondition_H49_H50() {
        NodeScene scene =
                NodeScene.of(2, 8, 5).withBlocks(List.of("10.0.0.0/29")).withCooldown(Duration.ZERO);
        NodeSim sim = started(scene, policy(PoolPolicy.idle(0, 0)));
        assertThat(sim.snapshot(0).conditions()).singleElement().satisfies(each -> {
            assertThat(each.subject()).isEqualTo("i-0");
            assertThat(each.reason()).isEqualTo("SufficientIP");
        });
        for (int i = 0; i < 12; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runFor(Duration.ofMinutes(1));

        int served = sim.kubelet(0).running();
        assertThat(served).isLessThan(12);
        assertThat(sim.snapshot(0).conditions())
                .filteredOn(each -> each.subject().equals("i-0"))
                .singleElement()
                .satisfies(each -> assertThat(each.status()).isFalse());

        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(0, 12 - served).forEach(sim.kubelet(0)::delete);
        assertThat(sim.world().runUntil(sim::settled, Duration.ofMinutes(1))).isTrue();
    }

    /** What fails again and again is said on the interface and taken back when it succeeds. */
    @Test
    void anErrorIsAConditionOfItsInterfaceUntilACallSucceeds_H49() {
        FaultPlan refused = FaultPlan.scripted(6);
        NodeScene scene = NodeScene.of(1, 8, 6).withFaults(refused);
        NodeSim sim = started(scene, policy(PoolPolicy.idle(0, 0)));
        add(sim, 1);
        refused.on("AssignPrivateIpAddresses")
                .times(2)
                .inject(new Fault.Refuse(WireFault.of(403, "Forbidden.RAM", "not permitted")));
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(5));

        assertThat(sim.snapshot(0).conditions())
                .filteredOn(each -> each.type() == PoolCondition.Type.OPERATION_ERR)
                .singleElement()
                .satisfies(each -> assertThat(each.message()).contains("Forbidden.RAM"));
        assertThat(why(sim, sim.kubelet(0).wanted().get(1))).contains("Forbidden.RAM");
        assertThat(sim.world().runUntil(sim::settled, Duration.ofMinutes(30))).isTrue();
        assertThat(sim.snapshot(0).conditions())
                .extracting(PoolCondition::type)
                .doesNotContain(PoolCondition.Type.OPERATION_ERR);
    }

    /** Warm-up 20 above a maximum of 10: obtained once, the excess goes back, a crash in the middle does not begin anew. */
    @Test
    void aWarmUpThatACrashInterruptsGoesOn() {
        PoolPolicy warm = PoolPolicy.idle(1, 10).withWarmUp(20);
        NodeSim sim = NodeFixture.sim(NodeScene.of(3, 10, 7).withCooldown(Duration.ZERO), shrinking(warm));
        sim.start();
        sim.world().runFor(Duration.ofSeconds(3));
        sim.crash(Duration.ofSeconds(1));
        int[] most = {0};
        for (int i = 0; i < 60; i++) {
            sim.world().runFor(Duration.ofSeconds(1));
            most[0] = Math.max(most[0], sim.cloudAddresses(0));
        }
        assertThat(most[0]).isEqualTo(20);
        sim.world().runFor(LONG);
        assertThat(sim.cloudAddresses(0)).isEqualTo(10);
    }

    /** Both targets count, the larger one: not their sum. */
    @Test
    void warmUpAndMinimumAreNotAdded() {
        NodeSim sim =
                started(NodeScene.of(2, 10, 8), policy(PoolPolicy.idle(4, 10).withWarmUp(6)));
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(sim.cloudAddresses(0)).isEqualTo(6);
    }

    /** 200 pods need thirteen prefixes, and pods that come later fill what is there. */
    @Test
    void twoHundredPodsNeedThirteenPrefixes() {
        PoolPolicy prefixes = PoolPolicy.idle(0, 16).withPrefixes(PoolPolicy.Prefixes.atLeast(0));
        NodeSim sim = started(NodeScene.of(2, 15, 9), policy(prefixes));

        add(sim, 200);
        int there = prefixes(sim);
        add(sim, 8);

        assertThat(there).isEqualTo(13);
        assertThat(prefixes(sim)).isEqualTo(13);
    }

    private static int prefixes(NodeSim sim) {
        return sim.attached(0).stream()
                .mapToInt(eni -> eni.ipv4Prefixes().size())
                .sum();
    }

    /** A configured number of prefixes is there without pods, on as few interfaces as carry it, and comes back after a crash. */
    @Test
    void aFixedNumberOfPrefixesIsThereAndStays() {
        PoolPolicy prefixes = PoolPolicy.idle(0, 0).withPrefixes(PoolPolicy.Prefixes.fixed(15));
        NodeSim sim = started(NodeScene.of(3, 15, 10), policy(prefixes));
        sim.world().runFor(Duration.ofMinutes(1));
        assertThat(prefixes(sim)).isEqualTo(15);
        assertThat(sim.attached(0)).hasSize(2);

        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(20));

        assertThat(prefixes(sim)).isEqualTo(15);
        assertThat(sim.snapshot(0).idle()).isGreaterThanOrEqualTo(240);
    }

    /** RDMA pods and others never share: each kind waits for its own, and says so. */
    @Test
    void rdmaPodsAndOthersNeverTakeEachOthersPlaces() {
        NodeShape shape = new NodeShape(new NodeShape.Flavor(0, 1, 1), 2, 2, NodeShape.Calls.ECS);
        NodeScene plainScene = NodeScene.of(2, 2, 11);
        NodeScene scene = new NodeScene(
                1,
                new InstanceTypeLimits("ecs.rdma", 3, 3, 2, 2, false, 1),
                plainScene.blocks(),
                plainScene.families(),
                plainScene.cloud(),
                plainScene.faults(),
                plainScene.forced(),
                Duration.ZERO,
                11);
        NodeSim sim = started(
                scene,
                spec -> new NodeSpec(
                        spec.owner(),
                        spec.instance(),
                        spec.place(),
                        shape,
                        PoolPolicy.idle(0, 0),
                        spec.times(),
                        spec.tagFilter(),
                        spec.blockList()));
        List<CompletableFuture<Lease>> plain = new ArrayList<>();
        List<CompletableFuture<Lease>> fast = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            plain.add(sim.ipam(0).acquire(request("p" + i), LONG));
            fast.add(sim.ipam(0).acquire(rdma("r" + i), LONG));
        }
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(plain).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(fast).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(fast.get(0).join().address().eni())
                .isNotEqualTo(plain.get(0).join().address().eni());
        assertThat(why(sim, rdma("r2").owner())).contains("no place");
        sim.ipam(0).release(rdma("r0").owner(), rdma("r0").containerId());
        sim.world().runFor(Duration.ofMinutes(1));
        assertThat(fast.get(2)).isDone();
        assertThat(plain.get(2)).isNotDone();
    }

    /** L1: nothing goes back, pods are served all the same. */
    @Test
    void l1GivesNothingBackAndServes() {
        NodeScene scene = NodeScene.of(2, 5, 12).withCooldown(Duration.ZERO);
        NodeFixture.Opened fleets = NodeFixture.fleets(scene, shrinking(PoolPolicy.idle(0, 0)));
        NodeSim sim = new NodeSim(scene, fleets);
        sim.start();
        add(sim, 4);
        fleets.last().degrade(Degradation.L1);
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofMinutes(5));
        assertThat(sim.cloudAddresses(0)).isEqualTo(4);
        add(sim, 7);

        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        fleets.last().degrade(Degradation.OFF);
        sim.world().runFor(Duration.ofMinutes(30));
        assertThat(sim.cloudAddresses(0)).isZero();
    }

    /** A node that is drained keeps its interfaces: they go with it. */
    @Test
    void aNodeThatIsDrainedGivesNothingBack() {
        NodeSim sim = started(NodeScene.of(2, 5, 13).withCooldown(Duration.ZERO), shrinking(PoolPolicy.idle(0, 0)));
        add(sim, 4);
        sim.ipam(0).draining(true);
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world().runFor(LONG);
        assertThat(sim.cloudAddresses(0)).isEqualTo(4);

        sim.ipam(0).draining(false);
        sim.world().runFor(LONG);
        assertThat(sim.cloudAddresses(0)).isZero();
    }

    /** Somebody else's interface took the last place of the instance: no storm of creates, and service when it is gone. */
    @Test
    void aFullInstanceIsSaidAndTriedAgainOnTime() {
        FaultPlan full = FaultPlan.scripted(14);
        full.on("CreateNetworkInterface")
                .inject(new Fault.Refuse(
                        WireFault.of(403, "EniPerInstanceLimitExceeded", "the instance takes no more interfaces")));
        NodeSim sim = started(NodeScene.of(2, 5, 14).withFaults(full), policy(PoolPolicy.idle(0, 0)));
        sim.kubelet(0).add();
        sim.world().runFor(LONG);
        long calls = sim.cloud().inspect().calls("CreateNetworkInterface").calls();
        assertThat(calls).isBetween(1L, 20L);
        assertThat(why(sim, sim.kubelet(0).wanted().get(0))).contains("EniPerInstanceLimitExceeded");

        full.stop();
        assertThat(sim.world().runUntil(sim::settled, Duration.ofMinutes(6))).isTrue();
    }

    /** An interface vanishes under its pods: they are unconfirmed, new pods get another one, nothing is leased twice. */
    @Test
    void anInterfaceThatVanishesTakesNoPlaceAndItsPodsLiveOn() {
        NodeSim sim = started(NodeScene.of(1, 4, 15).withCooldown(Duration.ZERO), policy(PoolPolicy.idle(0, 0)))
                .cloudLies();
        add(sim, 3);
        List<LeaseOwner> old = sim.kubelet(0).wanted();
        sim.cloud().vanish(sim.attached(0).get(0).id());
        sim.world().runFor(LONG);
        assertThat(sim.snapshot(0).unconfirmed()).hasSize(3);

        add(sim, 2);
        old.forEach(sim.kubelet(0)::delete);
        sim.world().runFor(LONG);

        assertThat(sim.snapshot(0).unconfirmed()).isEmpty();
        assertThat(known(sim.snapshot(0))).isEqualTo(sim.cloudAddresses(0));
        assertThat(sim.snapshot(0).leased()).isEqualTo(2);
    }

    /** A start that is shown less than there is keeps every lease of prefixes, more than the interface has places. */
    @Test
    void aStartThatSeesNoPrefixKeepsMoreLeasesThanTheInterfaceHasPlaces() {
        FaultPlan stale = FaultPlan.scripted(16);
        PoolPolicy prefixes = PoolPolicy.idle(0, 16).withPrefixes(PoolPolicy.Prefixes.atLeast(0));
        NodeSim sim = started(NodeScene.of(1, 4, 16).withFaults(stale), policy(prefixes));
        sim.kubelet(0).add();
        sim.world().runUntil(() -> sim.attached(0).size() == 1, LONG);
        sim.world().runUntil(sim::settled, LONG);
        add(sim, 39);
        stale.on("DescribeNetworkInterfaces").times(1).inject(new Fault.EmptyDescribe());

        sim.crash(Duration.ofMillis(200));
        sim.world().runFor(LONG);

        assertThat(sim.kubelet(0).running()).isEqualTo(40);
        assertThat(sim.snapshot(0).leased()).isEqualTo(40);
        assertThat(sim.snapshot(0).unconfirmed()).isEmpty();
        add(sim, 3);
    }

    /** Prefixes are on their way back and the answer is lost when pods come: what the cloud may have taken serves nobody. */
    @Test
    void aPrefixOnItsWayBackIsNotThawed() {
        FaultPlan lost = FaultPlan.scripted(17);
        PoolPolicy prefixes = PoolPolicy.idle(0, 0).withPrefixes(PoolPolicy.Prefixes.atLeast(0));
        NodeScene scene = NodeScene.of(1, 4, 17).withCooldown(Duration.ZERO).withFaults(lost);
        NodeSim sim = started(scene, shrinking(prefixes));
        add(sim, 20);
        lost.on("UnassignPrivateIpAddresses").times(1).inject(new Fault.LoseReply(Duration.ofSeconds(7)));
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(1, 20).forEach(sim.kubelet(0)::delete);
        assertThat(sim.world().runUntil(() -> prefixes(sim) < 2, Duration.ofMinutes(5)))
                .isTrue();

        add(sim, 30);

        sim.world().runFor(LONG);
        assertThat(sim.snapshot(0).unconfirmed()).isEmpty();
        assertThat(known(sim.snapshot(0))).isEqualTo(sim.cloudAddresses(0));
    }
}
