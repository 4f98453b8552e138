package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.fake.state.WireFault;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Weaknesses of the shared pools of today, each with a variant that has it. */
class W16ToW24NodeTest {
    private static final String DESCRIBE = "DescribeNetworkInterfaces";
    private static final String CREATE = "CreateNetworkInterface";
    private static final Duration LONG = Duration.ofMinutes(10);

    /** W16: while anything is on its way the interfaces are described every second. Weak: a comparison every second. */
    @Test
    void oneSlowAttachIsNoStormOfDescribes_W16() {
        NodeVariant weak = NodeVariant.REAL.withSpec(
                spec -> spec.withTimes(spec.times().withPeriods(Duration.ofMinutes(2), Duration.ofMillis(300))));
        NodeVariant.shows(W16ToW24NodeTest::slowAttachIsQuiet, weak);
    }

    private static void slowAttachIsQuiet(NodeVariant variant) {
        FaultPlan slow = FaultPlan.scripted(1);
        slow.on("AttachNetworkInterface").inject(new Fault.SlowAttach(Duration.ofMinutes(15)));
        NodeSim sim = variant.started(NodeScene.of(3, 10, 1).withFaults(slow), UnaryOperator.identity());
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofMinutes(2));
        long before = sim.cloud().inspect().calls(DESCRIBE).calls();
        sim.world().runFor(LONG);
        assertThat(sim.cloud().inspect().calls(DESCRIBE).calls() - before).isLessThanOrEqualTo(120);
    }

    /** W17: a call that fails is repeated about every second. Weak: a client that repeats a refusal each second. */
    @Test
    void aRefusedCreateIsRepeatedRarely_W17() {
        NodeVariant weak = NodeVariant.REAL.withCloud((env, way) -> stubborn(env, way, 60));
        NodeVariant.shows(W16ToW24NodeTest::refusalsAreRare, weak);
    }

    private static void refusalsAreRare(NodeVariant variant) {
        FaultPlan refused = FaultPlan.scripted(1);
        refused.on(CREATE).inject(new Fault.Refuse(WireFault.of(403, "Forbidden.RAM", "not permitted")));
        NodeSim sim = variant.started(NodeScene.of(3, 10, 2).withFaults(refused), UnaryOperator.identity());
        sim.kubelet(0).add();
        sim.world().runFor(LONG);
        assertThat(sim.cloud().inspect().calls(CREATE).calls()).isBetween(1L, 6L);
    }

    private static CloudNetwork stubborn(Env env, CloudNetwork way, int times) {
        return op -> {
            CompletableFuture<CloudReply> end = new CompletableFuture<>();
            attempt(env, way, op, times, end);
            return end;
        };
    }

    private static void attempt(Env env, CloudNetwork way, CloudOp op, int left, CompletableFuture<CloudReply> end) {
        way.call(op).thenAccept(reply -> {
            if (left > 0 && reply instanceof CloudReply.Failed) {
                env.schedule(1_000_000_000L, () -> attempt(env, way, op, left - 1, end));
            } else {
                end.complete(reply);
            }
        });
    }

    /** W18: one operation of ten addresses at a time. Weak: exactly that. */
    @Test
    void aBurstIsServedInParallel_W18() {
        NodeVariant weak = NodeVariant.REAL.withSpec(spec -> new NodeSpec(
                spec.owner(),
                spec.instance(),
                spec.place(),
                new NodeShape(spec.shape().flavor(), 30, 30, new NodeShape.Calls(10, 9, 10, 1)),
                spec.policy(),
                spec.times(),
                spec.tagFilter(),
                spec.blockList()));
        NodeVariant.shows(W16ToW24NodeTest::burstIsQuick, weak);
    }

    private static void burstIsQuick(NodeVariant variant) {
        NodeSim sim = variant.started(NodeScene.of(7, 30, 3), UnaryOperator.identity());
        for (int i = 0; i < 110; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, Duration.ofSeconds(8))).isTrue();
    }

    /** W19: a pod counts twice when the pool is short. Weak: each pod that has to wait is a demand of two. */
    @Test
    void aPodCountsOnce_W19() {
        NodeVariant.shows(W16ToW24NodeTest::threePodsAreThree, NodeVariant.REAL.withDoor(CountsTwice::new));
        NodeVariant.shows(W16ToW24NodeTest::threePodsAndFiveIdleAreEight, NodeVariant.REAL.withDoor(CountsTwice::new));
    }

    /** The demand of a pod stands in the line a second time, and leaves it with the pod's address. */
    private static final class CountsTwice extends PassingNode {
        CountsTwice(NodeIpam next) {
            super(next);
        }

        @Override
        public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
            CompletableFuture<Lease> mine = next.acquire(request, patience);
            if (!mine.isDone()) {
                LeaseOwner again = LeaseOwner.of(request.owner().podUid(), "again");
                LeaseRequest twin = LeaseRequest.of(again, request.containerId(), request.families());
                CompletableFuture<Lease> second = next.acquire(twin, patience);
                CompletionStage<Lease> end = mine;
                end.whenComplete((lease, failure) -> second.cancel(false));
            }
            return mine;
        }
    }

    /** An empty pool, so that every pod waits: exactly what they need is fetched, with and without a minimum. */
    private static void threePodsAreThree(NodeVariant variant) {
        NodeSim empty = variant.started(NodeScene.of(3, 30, 4), spec -> spec.withPolicy(PoolPolicy.idle(0, 5)));
        addThree(empty);
        assertThat(empty.cloudAddresses(0)).isEqualTo(3);
    }

    /** The pods come before the minimum is there: today's rule asks for 3 + 8 (spec: node-ipam §2.9). */
    private static void threePodsAndFiveIdleAreEight(NodeVariant variant) {
        NodeSim full = variant.started(NodeScene.of(3, 30, 4), spec -> spec.withPolicy(PoolPolicy.idle(5, 5)));
        addThree(full);
        assertThat(full.cloudAddresses(0)).isEqualTo(8);
        NodeSim early = variant.opened(NodeScene.of(3, 30, 4), spec -> spec.withPolicy(PoolPolicy.idle(5, 5)));
        addThree(early);
        assertThat(early.cloudAddresses(0)).isEqualTo(8);
    }

    private static void addThree(NodeSim sim) {
        sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(40));
    }

    /** W20: no packing, so interfaces do not empty. Weak: the emptiest interface serves first. */
    @Test
    void podsArePackedSoThatInterfacesEmpty_W20() {
        NodeVariant weak =
                NodeVariant.REAL.withSpec(spec -> spec.withPolicy(spec.policy().withOrder(PoolPolicy.Order.LEAST_IPS)));
        NodeVariant.shows(W16ToW24NodeTest::churnLeavesOneInterface, weak);
    }

    private static void churnLeavesOneInterface(NodeVariant variant) {
        NodeScene scene = NodeScene.of(3, 10, 5).withCooldown(Duration.ofSeconds(1));
        NodeSim sim = variant.started(scene, spec -> spec.withPolicy(PoolPolicy.idle(0, 30)));
        for (int i = 0; i < 20; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, LONG);
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(2, 20).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofSeconds(5));
        for (int i = 0; i < 6; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runFor(Duration.ofSeconds(20));
        long interfaces = sim.kubelet(0).wanted().stream()
                .map(owner -> sim.kubelet(0).lease(owner))
                .map(lease -> lease == null ? null : lease.address().eni())
                .distinct()
                .count();
        assertThat(interfaces).isOne();
    }

    /** W21: what is being attached is forgotten at a restart. Weak: a journal without intents. */
    @Test
    void aRestartGoesOnWithWhatWasBegun_W21() {
        NodeVariant weak = NodeVariant.REAL.withJournal(W16ToW24NodeTest::withoutIntents);
        NodeVariant.shows(W16ToW24NodeTest::theInterfaceIsFoundAgain, weak);
    }

    private static void theInterfaceIsFoundAgain(NodeVariant variant) {
        FaultPlan lost = FaultPlan.scripted(1);
        lost.on(CREATE).nth(1).inject(new Fault.LoseReply(null));
        NodeSim sim = variant.started(NodeScene.of(3, 10, 6).withFaults(lost), UnaryOperator.identity());
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(3));
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(2));
        assertThat(sim.loose()).isEmpty();
        assertThat(sim.cloudAddresses(0)).isEqualTo(1);
    }

    private static LeaseJournal withoutIntents(LeaseJournal disk) {
        return new LeaseJournal() {
            @Override
            public JournalState recovered() {
                return disk.recovered();
            }

            @Override
            public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
                List<JournalEntry> left = new ArrayList<>(entries);
                left.removeIf(JournalEntry.IntentOpened.class::isInstance);
                return disk.append(left);
            }

            @Override
            public void close() {
                disk.close();
            }
        };
    }

    /** W22: a deletion blocks the pods. Weak: one call at a time, and the detach that hangs is waited for. */
    @Test
    void aDeletionThatHangsKeepsNoPodWaiting_W22() {
        NodeVariant weak = NodeVariant.REAL.withCloud(W16ToW24NodeTest::oneAtATime);
        NodeVariant.shows(W16ToW24NodeTest::podsPassADeletion, weak);
    }

    private static void podsPassADeletion(NodeVariant variant) {
        FaultPlan stuck = FaultPlan.scripted(1);
        stuck.on("DetachNetworkInterface").inject(new Fault.LoseReply(Duration.ofSeconds(60)));
        NodeScene scene = NodeScene.of(3, 10, 7).withFaults(stuck).withCooldown(Duration.ZERO);
        NodeSim sim = variant.started(
                scene,
                spec -> spec.withTimes(spec.times().withPeriods(Duration.ofSeconds(20), Duration.ofMinutes(2)))
                        .withPolicy(PoolPolicy.idle(0, 0)));
        for (int i = 0; i < 11; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, LONG);
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world()
                .runUntil(
                        () -> sim.cloud()
                                        .inspect()
                                        .calls("DetachNetworkInterface")
                                        .calls()
                                > 0,
                        LONG);
        sim.kubelet(0).add();
        assertThat(sim.world().runUntil(sim::settled, Duration.ofSeconds(12))).isTrue();
    }

    private static CloudNetwork oneAtATime(Env env, CloudNetwork way) {
        List<CompletableFuture<CloudReply>> last = new ArrayList<>();
        return op -> {
            CompletableFuture<CloudReply> mine = new CompletableFuture<>();
            CompletionStage<CloudReply> before =
                    last.isEmpty() ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE) : last.get(0);
            last.clear();
            last.add(mine);
            before.whenComplete((r, f) -> way.call(op).thenAccept(mine::complete));
            return mine;
        };
    }

    /** W23: reclaim without an interval fails. Weak: no interval taken literally, so that all goes at once. */
    @Test
    void reclaimWithoutAnIntervalTakesTheDefault_W23() {
        NodeVariant weak = NodeVariant.REAL.withSpec(spec -> spec.withPolicy(spec.policy()
                .withReclaim(new PoolPolicy.Reclaim(Duration.ofMinutes(1).toNanos(), 1, 1))));
        NodeVariant.shows(W16ToW24NodeTest::oneGoesInTenMinutes, weak);
    }

    private static void oneGoesInTenMinutes(NodeVariant variant) {
        PoolPolicy policy = PoolPolicy.idle(0, 8)
                .withWarmUp(8)
                .withReclaim(new PoolPolicy.Reclaim(Duration.ofMinutes(1).toNanos(), 0, 1));
        NodeSim sim = variant.started(
                NodeScene.of(1, 10, 8),
                spec -> spec.withPolicy(policy)
                        .withTimes(spec.times().withPeriods(Duration.ofSeconds(30), Duration.ofMinutes(2))));
        sim.world().runFor(Duration.ofMinutes(9));
        assertThat(sim.cloudAddresses(0)).isEqualTo(8);
        sim.world().runFor(Duration.ofMinutes(5));
        assertThat(sim.cloudAddresses(0)).isEqualTo(7);
    }

    /** W24: addresses the node has are lost when nothing is known of their interface. Weak: only primaries are seen. */
    @Test
    void aNewProcessTakesInWhatIsThere_W24() {
        NodeVariant weak =
                NodeVariant.REAL.withCloud((env, way) -> op -> way.call(op).thenApply(W16ToW24NodeTest::primariesOnly));
        NodeVariant.shows(W16ToW24NodeTest::whatIsThereIsUsed, weak);
    }

    private static void whatIsThereIsUsed(NodeVariant variant) {
        NodeScene scene = NodeScene.of(1, 10, 9);
        NodeSim sim = variant.started(scene, spec -> spec.withPolicy(PoolPolicy.idle(6, 8)));
        sim.world().runFor(Duration.ofMinutes(1));
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(1));
        assertThat(sim.snapshot(0).idle()).isEqualTo(6);
        assertThat(sim.cloudAddresses(0)).isEqualTo(6);
    }

    private static CloudReply primariesOnly(CloudReply reply) {
        if (!(reply instanceof CloudReply.EniPage page)) {
            return reply;
        }
        List<EniDescription> cut = page.enis().stream()
                .map(eni -> new EniDescription(
                        EniId.of(eni.id().value()),
                        eni.type(),
                        eni.status(),
                        eni.mac(),
                        eni.vpc(),
                        eni.vSwitch(),
                        eni.zone(),
                        eni.securityGroups(),
                        eni.resourceGroupId(),
                        eni.ipv4().subList(0, 1),
                        eni.ipv6(),
                        eni.attachment(),
                        eni.tags(),
                        eni.createdAt()))
                .toList();
        return new CloudReply.EniPage(cut, page.nextToken(), page.cloudTime());
    }
}
