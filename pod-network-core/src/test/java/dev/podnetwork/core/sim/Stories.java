package dev.podnetwork.core.sim;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import dev.podnetwork.fake.sim.cluster.ViewFault;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Directed stories for what chance rarely brings about. Each throws when an invariant does not hold. */
final class Stories {
    private Stories() {}

    /** A fixed pod is retained in zone a and comes back in zone b, where it waits longer than its time to live. */
    static void otherZone(SystemUnderTest system, long seed) {
        ReleasePolicy brief = ReleasePolicy.Ttl.of(Duration.ofMinutes(14));
        Stage stage = new Stage(seed, system)
                .processes(1)
                .node("n1", Stage.ZONE_A, 10)
                .stateful("web", 1, brief, 1)
                .until("web-0", AllocationPhase.BOUND)
                .node("n2", Stage.ZONE_B, 10);
        stage.cluster.cordon(NodeRef.of("n1"), true);
        stage.cluster.deletePod(Stage.ref("web-0"));
        stage.until("web-0", AllocationPhase.RETAINED).minutes(30);
        stage.cluster.cordon(NodeRef.of("n1"), false);
        stage.cluster.cordon(NodeRef.of("n2"), true);
        stage.cluster.deletePod(Stage.ref("web-0"));
        stage.until("web-0", AllocationPhase.BOUND).demandWell();
    }

    /** While its pod runs, an interface is attached to another instance by hand; later its pod goes. */
    static void attachedElsewhere(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system)
                .processes(1)
                .node("n1", Stage.ZONE_A, 10)
                .node("n2", Stage.ZONE_A, 10)
                .replicated("web", 1, 1);
        stage.world.runUntil(() -> stage.count(AllocationPhase.BOUND) == 1, Duration.ofMinutes(10));
        String pod = stage.store.all().get(0).key().name();
        EniId eni = stage.held(pod).id();
        InstanceId here = stage.record(pod).orElseThrow().instance();
        InstanceId there = InstanceId.of(InstanceId.of("i-n1").equals(here) ? "i-n2" : "i-n1");
        stage.cloud.tearOff(eni);
        stage.minutes(0);
        EniId trunk = stage.cloud.inspect().trunkOf(there).orElseThrow();
        stage.cloud.call(new CloudOp.AttachEni(eni, there, trunk, null));
        stage.fleet.invariants().disturbed();
        stage.minutes(20);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.minutes(20).demandWell();
    }

    /** The process crashes while an interface is being deleted. */
    static void crashedWhileDeleting(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(2).node("n1", Stage.ZONE_A, 10);
        stage.stateful("web", 1, ReleasePolicy.ELASTIC, 1).until("web-0", AllocationPhase.BOUND);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.until("web-0", AllocationPhase.DETACHING);
        stage.fleet.leader().ifPresent(leader -> leader.process().crash());
        stage.minutes(30).demandWell();
    }

    /** The leader is stopped in the middle of a rollout for about as long as its lease, then goes on where it was. */
    static void stoppedInTheMiddle(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(2).node("n1", Stage.ZONE_A, 20);
        stage.world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(5));
        stage.replicated("web", 20, 1);
        stage.world.runUntil(() -> stage.store.size() > 5 + seed % 10, Duration.ofMinutes(5));
        SimProcess leader = stage.fleet.leader().orElseThrow().process();
        leader.pause();
        stage.fleet.invariants().disturbed();
        stage.world.schedule(Duration.ofMillis(13_000 + 400 * (seed % 12)).toNanos(), leader::resume);
        stage.minutes(5).demandWell();
    }

    /** While attaches wait for the limiter, the node of their pods becomes another machine. */
    static void nodeIsAnotherMachine(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        whileAttachesWait(stage);
        stage.cluster.deleteNode(NodeRef.of("n1"));
        stage.node("n1", "i-other", Stage.ZONE_A, 20);
        stage.world.runFor(Duration.ofSeconds(2));
        stage.store.all().forEach(stored -> stage.store.touch(stored.key()));
        stage.minutes(10).demandWell();
    }

    /** While attaches wait for the limiter, their pods go. */
    static void podsGoBeforeTheyAreAttached(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        whileAttachesWait(stage);
        List.copyOf(stage.cluster.pods()).forEach(pod -> stage.cluster.forceDelete(pod.ref()));
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.minutes(10).demandWell();
    }

    /** The first attach is told to wait a quarter of a minute, and five more with it. */
    private static void whileAttachesWait(Stage stage) {
        stage.faults.on("AttachNetworkInterface").times(1).inject(new Fault.Throttle(Duration.ofSeconds(15)));
        stage.replicated("first", 1, 1);
        stage.world.runUntil(() -> !stage.faults.applied().isEmpty(), Duration.ofMinutes(5));
        stage.world.runFor(Duration.ofSeconds(1));
        stage.replicated("web", 5, 1);
        stage.world.runUntil(() -> stage.count(AllocationPhase.ATTACHING) == 6, Duration.ofSeconds(8));
        stage.fleet.invariants().disturbed();
    }

    /** Pods that ask for two security groups and a resource group lose interfaces, and go on to another node. */
    static void groupsOfAllKinds(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system)
                .processes(1)
                .withGroups()
                .node("n1", Stage.ZONE_A, 20)
                .node("n2", Stage.ZONE_A, 20)
                .stateful("web", 2, ReleasePolicy.NEVER, 2)
                .replicated("app", 2, 1);
        stage.until("web-0", AllocationPhase.BOUND).until("web-1", AllocationPhase.BOUND);
        stage.cloud.vanish(stage.held("web-0").id());
        stage.cloud.tearOff(stage.held("web-1").id());
        stage.fleet.invariants().disturbed();
        stage.minutes(15);
        stage.cluster.drain(NodeRef.of("n1"));
        stage.minutes(10).demandWell();
    }

    /** The leader sends into a socket that is stuck for minutes, another one takes over, and then all of it arrives. */
    static void heldAcrossAHandOver(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system)
                .processes(2)
                .node("n1", Stage.ZONE_A, 20)
                .node("n2", Stage.ZONE_A, 20);
        stage.world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(5));
        stage.replicated("web", 12, 1).stateful("db", 3, ReleasePolicy.NEVER, 2);
        stage.world.runUntil(() -> stage.store.size() > seed % 9, Duration.ofMinutes(5));
        SimProcess leader = stage.fleet.leader().orElseThrow().process();
        leader.holdEffects();
        stage.fleet.invariants().disturbed();
        long held = 60 + 30 * (seed % 8);
        stage.world.schedule(Duration.ofSeconds(held).toNanos(), leader::releaseEffects);
        stage.world.runFor(Duration.ofSeconds(held / 2));
        stage.cluster.scale(Stage.ref("web"), (int) (seed % 12));
        stage.minutes(10).demandWell();
    }

    /** Somebody makes an interface with the tags of the cluster, and no record for it. */
    static void strayInterface(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 10);
        stage.replicated("web", 1, 1).minutes(2);
        Map<String, String> tags = Map.of(
                "ack.aliyun.com", CoreSystem.CLUSTER.value(),
                "creator", "terway-controller",
                "podnetwork.dev/intent", "of-another-life");
        stage.cloud.call(new CloudOp.CreateEni(
                Stage.VSWITCH_A, List.of(Stage.GROUP), 0, true, null, TrafficMode.STANDARD, tags, "of-another-life"));
        stage.minutes(40).demandWell();
    }

    /** An interface of ours that no record names, in a vSwitch that nobody names either. */
    static void strayElsewhere(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 10);
        VSwitchId elsewhere = VSwitchId.of("vsw-elsewhere");
        stage.cloud.addVSwitch(FakeVSwitch.of(elsewhere.value(), "vpc-1", Stage.ZONE_A.value(), "172.16.0.0/24"));
        stage.replicated("web", 1, 1).minutes(2);
        Map<String, String> tags = Map.of(
                "ack.aliyun.com", CoreSystem.CLUSTER.value(),
                "creator", "terway-controller",
                "podnetwork.dev/intent", "of-another-life");
        stage.cloud.call(new CloudOp.CreateEni(
                elsewhere, List.of(Stage.GROUP), 0, true, null, TrafficMode.STANDARD, tags, "of-another-life"));
        stage.minutes(40).demandWell();
    }

    /** Two interfaces with two policies are kept together, for the longer time, and go when it is over. */
    static void twoPatiences(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        List<ReleasePolicy> both =
                List.of(ReleasePolicy.Ttl.of(Duration.ofMinutes(6)), ReleasePolicy.Ttl.of(Duration.ofMinutes(20)));
        stage.stateful("web", 1, both).until("web-0", AllocationPhase.BOUND);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.until("web-0", AllocationPhase.RETAINED).minutes(15);
        stage.until("web-0", AllocationPhase.RETAINED).untilGone("web-0").demandWell();
    }

    /** The reply to a create is lost, the process crashes, and the next one must find what was made. */
    static void crashedAfterCreate(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.faults.on("CreateNetworkInterface").inject(new Fault.LoseReply(null));
        stage.replicated("web", 5, 1);
        stage.world.runUntil(
                () -> stage.cloud.inspect().calls("CreateNetworkInterface").calls() >= 5, Duration.ofMinutes(5));
        stage.world.runFor(Duration.ofSeconds(25));
        stage.faults.stop();
        stage.fleet.leader().ifPresent(leader -> leader.process().crash());
        stage.minutes(10).demandWell();
    }

    /** As {@link #crashedAfterCreate}, and the first answer to the question by tag comes from before the create. */
    static void crashedAfterCreateAndSeenLate(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        boolean[] crashed = new boolean[1];
        stage.faults.on("CreateNetworkInterface").matching(op -> !crashed[0]).inject(new Fault.LoseReply(null));
        stage.replicated("web", 5, 1);
        stage.world.runUntil(
                () -> stage.cloud.inspect().calls("CreateNetworkInterface").calls() >= 5, Duration.ofMinutes(5));
        stage.world.runFor(Duration.ofSeconds(25));
        crashed[0] = true;
        stage.fleet.leader().ifPresent(leader -> leader.process().crash());
        stage.faults
                .on("DescribeNetworkInterfaces")
                .matching(Stories::asksByIntent)
                .times(5)
                .inject(new Fault.EmptyDescribe());
        stage.minutes(10).demandWell();
    }

    private static boolean asksByIntent(CloudOp op) {
        return op instanceof CloudOp.DescribeEnis describe
                && describe.filter().tags().containsKey("podnetwork.dev/intent");
    }

    /** Pods that come while the interfaces are swept, in a cloud whose answers are seconds old. */
    static void boundDuringASweep(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.node("n2", Stage.ZONE_A, 20).node("n3", Stage.ZONE_A, 20);
        stage.faults
                .on("DescribeNetworkInterfaces")
                .matching(Stories::sweeps)
                .inject(new Fault.StaleDescribe(Duration.ofMillis(4_900)));
        stage.world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(5));
        stage.world.runFor(Duration.ofSeconds(8));
        for (int i = 0; i < 50; i++) {
            stage.stateful("db" + i, 1, ReleasePolicy.NEVER, 1);
            stage.world.runFor(Duration.ofMillis(300));
        }
        stage.minutes(10);
        stage.faults.stop();
        stage.demandWell();
    }

    private static boolean sweeps(CloudOp op) {
        return op instanceof CloudOp.DescribeEnis describe
                && (describe.filter().vSwitch() != null
                        || describe.filter().tags().containsKey("ack.aliyun.com"));
    }

    /** A new leader's cache lacks pods that are there. */
    static void cacheBehind(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.replicated("web", 8, 1).minutes(3);
        stage.cluster.faults().next(ViewFault.SYNC_BEHIND, 1);
        stage.store.faults().chance(StoreFault.SLOW, 0.5);
        stage.fleet.leader().ifPresent(leader -> leader.process().crash());
        stage.fleet.invariants().disturbed();
        stage.minutes(2);
        stage.store.faults().off();
        stage.minutes(10).demandWell();
    }

    /** Pods come and go while the emergency switch holds back releases, then everything, then nothing. */
    static void degraded(CoreSystem system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.replicated("web", 5, 1).minutes(2);
        turn(stage, system, Degradation.L1, CloudOp::releasing);
        stage.cluster.scale(Stage.ref("web"), 2);
        stage.minutes(3);
        turn(stage, system, Degradation.L0, op -> true);
        stage.cluster.scale(Stage.ref("web"), 4);
        stage.minutes(3);
        stage.fleet.invariants().holdBack(op -> false);
        system.degradation().set(Degradation.OFF);
        stage.minutes(5).demandWell();
    }

    private static void turn(Stage stage, CoreSystem system, Degradation level, Predicate<CloudOp> heldBack) {
        system.degradation().set(level);
        stage.fleet.invariants().disturbed();
        stage.world.runFor(Duration.ofSeconds(1));
        stage.fleet.invariants().holdBack(heldBack);
    }

    /** A retained record and its interface are taken over from another controller; the notice of it is lost. */
    static void imported(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.stateful("web", 2, ReleasePolicy.NEVER, 1).until("web-1", AllocationPhase.BOUND);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.until("web-1", AllocationPhase.RETAINED);
        Map<String, String> tags = Map.of(
                "ack.aliyun.com", CoreSystem.CLUSTER.value(),
                "creator", "terway-controller",
                "podnetwork.dev/intent", "of-another-life");
        CloudReply reply = stage.cloud.call(new CloudOp.CreateEni(
                Stage.VSWITCH_A, List.of(Stage.GROUP), 0, false, null, TrafficMode.STANDARD, tags, "of-another-life"));
        stage.minutes(1);
        stage.store.faults().chance(StoreFault.NOTICE_LOST, 1);
        stage.store.put(
                Stage.ref("db-0"),
                Stage.like(stage.record("web-1").orElseThrow(), "db-0", ((CloudReply.EniCreated) reply).eni()));
        stage.store.faults().off();
        stage.minutes(40);
        if (stage.cloud
                .inspect()
                .eni(((CloudReply.EniCreated) reply).eni().id())
                .isEmpty()) {
            throw new InvariantViolation(
                    stage.world.where(null),
                    "a record goes only after its interfaces",
                    "an interface that a record names was released as an orphan");
        }
    }

    /** The clock of the process jumps an hour ahead while an address is kept for a quarter of one. */
    static void clocksJump(SystemUnderTest system, long seed) {
        ReleasePolicy quarter = ReleasePolicy.Ttl.of(Duration.ofMinutes(14));
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.stateful("web", 1, quarter, 1).until("web-0", AllocationPhase.BOUND);
        stage.fleet.leader().orElseThrow().process().jumpClock(Duration.ofHours(seed % 2 == 0 ? 1 : -1));
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.until("web-0", AllocationPhase.RETAINED).minutes(2);
        stage.fleet.leader().orElseThrow().process().jumpClock(Duration.ofHours(1));
        stage.minutes(20).demandWell();
    }

    /** A fixed pod is bound; then its policy says elastic, and the pod goes. What the record says holds. */
    static void policyChanged(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system).processes(1).node("n1", Stage.ZONE_A, 20);
        stage.stateful("web", 1, ReleasePolicy.NEVER, 1).until("web-0", AllocationPhase.BOUND);
        stage.wishFromNowOn("web", ReleasePolicy.ELASTIC, 1);
        stage.cluster.deletePod(Stage.ref("web-0"));
        stage.minutes(3);
        stage.until("web-0", AllocationPhase.BOUND);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.minutes(3);
        stage.cluster.scale(Stage.ref("web"), 1);
        stage.until("web-0", AllocationPhase.BOUND).demandWell();
    }
}
