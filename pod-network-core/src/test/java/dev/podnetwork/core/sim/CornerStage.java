package dev.podnetwork.core.sim;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultRule;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.fake.sim.cluster.ViewFault;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SimReplica;
import dev.podnetwork.fake.sim.run.SimWatch;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The stage of one {@link Corner}: a pod, web-0, about which a fault strikes while it is being bound; then the corner, in
 * which the cell may ask for a refusal or for a dropped call. The core, the cloud and the invariants are those of every
 * story. Not thread-safe.
 */
final class CornerStage implements SimWatch {
    private static final String POD = "web-0";
    private static final PodRef KEY = Stage.ref(POD);
    private static final PodRef WEB = Stage.ref("web");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final Map<String, Fault> CLOUD = Map.ofEntries(
            Map.entry("attach-falls-back", new Fault.AttachFallsBack()),
            Map.entry("empty-describe", new Fault.EmptyDescribe()),
            Map.entry("eni-torn-off", new Fault.EniTornOff(Duration.ofSeconds(4))),
            Map.entry("eni-vanishes", new Fault.EniVanishes(Duration.ofSeconds(1))),
            Map.entry("instance-vanishes", new Fault.InstanceVanishes(Duration.ofSeconds(1))),
            Map.entry("late-apply", new Fault.LateApply(LATE, false)),
            Map.entry("late-effect", new Fault.LateEffect(Duration.ofSeconds(20))),
            Map.entry("lost-reply", new Fault.LoseReply(Duration.ofSeconds(1))),
            Map.entry("refuse", Fault.refusal(503, "ServiceUnavailable", "not now")),
            Map.entry("reset", new Fault.Reset()),
            Map.entry("slow-attach", new Fault.SlowAttach(Duration.ofSeconds(20))),
            Map.entry("stale-describe", new Fault.StaleDescribe(Duration.ofSeconds(3))),
            Map.entry("stuck", new Fault.Stuck()),
            Map.entry("throttle", new Fault.Throttle(Duration.ofSeconds(3))));

    private final Coverage coverage;
    private final String cell;
    private final String phase;
    private final String event;
    private final String answer;
    private final Stage stage;
    private boolean struck;
    private boolean lateRenewal;
    private boolean armed;

    /** The phase as the process sees it: in the store, DELETING reads as DETACHING while it may be attached. */
    private @Nullable AllocationPhase now;

    private CornerStage(String cell, long seed, Coverage coverage) {
        this.coverage = coverage;
        this.cell = cell;
        String[] words = cell.split(" \\| ");
        this.phase = words[0];
        this.event = words[1];
        this.answer = words[2];
        this.stage = new Stage(seed, CoreSystem.withPorts(this::lateRenewals));
        stage.fleet.watch(this);
        stage.fleet.watchFaults(this);
    }

    /** Plays a corner for a cell; whether it was reached. Throws when an invariant does not hold. */
    static boolean reaches(Corner corner, String cell, long seed, Coverage all) {
        Coverage coverage = new Coverage();
        CornerStage stage = new CornerStage(cell, seed, coverage);
        stage.begin(corner);
        if (stage.bound()) {
            stage.armed = true;
            corner.play(stage);
        }
        boolean reached = coverage.of(cell) > 0;
        if (reached) {
            synchronized (all) {
                all.add(coverage);
            }
        }
        return reached;
    }

    private SimPorts lateRenewals(SimPorts ports) {
        return Forwarding.with(ports, () -> {
            long deadline = ports.leadership().deadline();
            long soon = ports.env().ticks() + Duration.ofSeconds(7).toNanos();
            return lateRenewal ? Math.min(deadline, soon) : deadline;
        });
    }

    @Override
    public void fault(String kind, @Nullable Set<PodRef> about, long nanos) {
        struck |= kind.equals(answer);
        coverage.fault(kind, about, nanos);
    }

    /** Where the cell wants a call dropped, the renewals of the lease are late as soon as one is asked for in the phase. */
    @Override
    public void step(TraceSink.Step step, long nanos) {
        coverage.step(step, nanos);
        now = step.after();
        boolean there = step.after() != null && step.after().name().equals(phase);
        if (armed && event.equals("Dropped") && there && step.effects().stream().anyMatch(CornerStage::mutates)) {
            lateRenewal = true;
        }
        if (armed
                && event.equals("Failed")
                && answer.equals("-")
                && there
                && step.effects().stream().anyMatch(Effect.Observe.class::isInstance)) {
            for (int second = 0; second < 10; second++) {
                stage.world.schedule(Duration.ofSeconds(second).toNanos(), this::useUp);
            }
        }
        if (lateRenewal && step.events().stream().anyMatch(AllocationEvent.Dropped.class::isInstance)) {
            lateRenewal = false;
            armed = false;
        }
    }

    private static boolean mutates(Object effect) {
        return effect instanceof Effect.Create
                || effect instanceof Effect.Attach
                || effect instanceof Effect.Detach
                || effect instanceof Effect.Delete;
    }

    private void begin(Corner corner) {
        arm();
        stage.processes(2);
        for (String name : new String[] {"n1", "n2", "n3"}) {
            stage.node(name, Stage.ZONE_A, 10);
        }
        stage.stateful("web", 1, corner.release, corner.interfaces);
        if (isCall()) {
            refuseFromNowOn();
        } else if (event.equals("Failed") && !answer.equals("-")) {
            stage.faults
                    .onAny()
                    .matching(op -> armed && isNow() && (looks(op) || op.mutating()))
                    .times(3)
                    .inject(Fault.refusal(503, "ServiceUnavailable", "not now"));
        }
    }

    private boolean isCall() {
        for (Call call : Call.values()) {
            if (call.name().equals(event)) {
                return true;
            }
        }
        return false;
    }

    /** The fault of the cell is to strike as soon as it can. */
    private void arm() {
        Fault cloud = CLOUD.get(answer);
        if (cloud != null) {
            stage.faults
                    .onAny()
                    .matching(op -> !(op instanceof CloudOp.DescribeVSwitches))
                    .times(1)
                    .inject(cloud);
        } else if (answer.startsWith("store ")) {
            StoreFault fault = StoreFault.valueOf(answer.substring(6));
            stage.store.faults().next(fault, 1);
            if (fault == StoreFault.READ_FAILS) {
                stage.store.faults().next(StoreFault.CONFLICT, 1);
            }
        } else if (answer.startsWith("view ")) {
            stage.cluster.faults().next(ViewFault.valueOf(answer.substring(5)), 1);
        }
    }

    /** Brings the pod to be bound after the fault has struck. */
    private boolean bound() {
        stage.world.runUntil(() -> struck || is(AllocationPhase.BOUND), PATIENCE);
        if (!struck && !isCall() && !answer.equals("-")) {
            provoke();
            stage.world.runUntil(() -> struck, Duration.ofSeconds(60));
        }
        seconds(3);
        if (healNodes()) {
            seconds(60);
        }
        stage.world.runUntil(() -> is(AllocationPhase.BOUND), PATIENCE);
        seconds(10);
        return stage.world.runUntil(() -> is(AllocationPhase.BOUND), PATIENCE);
    }

    /** Whether a node went because its instance is gone. */
    private boolean healNodes() {
        boolean any = false;
        for (String name : new String[] {"n1", "n2", "n3"}) {
            if (!stage.cloud.inspect().hasInstance(InstanceId.of("i-" + name))) {
                stage.fleet.invariants().disturbed();
                any |= stage.cluster.node(NodeRef.of(name)).isPresent();
                stage.cluster.deleteNode(NodeRef.of(name));
            }
        }
        return any;
    }

    /** What did not strike while the pod was bound. */
    private void provoke() {
        switch (answer) {
            case "process crash", "process paused", "process paused beyond its lease" -> stop();
            case "effects held back" -> {
                leader().process().holdEffects();
                told();
                seconds(4);
                leader().process().releaseEffects();
            }
            case "clock jump" -> {
                leader().process().jumpClock(Duration.ofHours(1));
                told();
            }
            case "store LIST_FAILS", "view SYNC_BEHIND" -> depose();
            case "store NOTICE_LOST", "store NOTICE_REPEATED", "store READ_FAILS" -> {
                stage.store.faults().next(StoreFault.valueOf(answer.substring(6)), 1);
                stage.store.touch(KEY);
            }
            default -> replacePod();
        }
    }

    private void stop() {
        told();
        stage.fleet.invariants().disturbed();
        if (answer.equals("process crash")) {
            leader().process().crash();
        } else {
            var process = leader().process();
            process.pause();
            seconds(answer.equals("process paused") ? 5 : 20);
            process.resume();
        }
        stage.world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(1));
    }

    private void told() {
        fault(answer, null, stage.world.nanos());
    }

    private SimReplica leader() {
        stage.world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(1));
        return stage.fleet.leader().orElseThrow();
    }

    /** The call that the cell asks for is refused once, in the phase that it asks for. */
    private void refuseFromNowOn() {
        FaultRule rule = stage.faults.onAny().matching(this::asked);
        FaultRule unused = event.equals("CREATE") && phase.equals("DETACHING") ? rule.nth(2) : rule.times(2);
        Duration after =
                phase.equals("DETACHING") && !event.equals("DETACH") && !event.equals("FIND") ? LATE : Duration.ZERO;
        rule.inject(
                switch (CloudFault.Kind.valueOf(answer)) {
                    case THROTTLED -> Fault.lateRefusal(after, 400, "Throttling.User", "slowly");
                    case QUOTA_EXCEEDED ->
                        Fault.lateRefusal(
                                after,
                                403,
                                event.equals("CREATE") ? "MaxEniCountExceeded" : "EniPerInstanceLimitExceeded",
                                "no more");
                    case ADDRESS_EXHAUSTED -> Fault.lateRefusal(after, 403, "InvalidVSwitchId.IpNotEnough", "none");
                    case NOT_FOUND ->
                        Fault.lateRefusal(
                                after,
                                404,
                                event.equals("CREATE") ? "InvalidVSwitchId.NotFound" : "InvalidEcsId.NotFound",
                                "not there");
                    case CONFLICT -> Fault.lateRefusal(after, 403, "Operation.Conflict", "busy");
                    case FORBIDDEN -> Fault.lateRefusal(after, 403, "Forbidden.RAM", "not you");
                    case INVALID_REQUEST -> Fault.lateRefusal(after, 400, "InvalidSomething.NeverSeen", "what?");
                    case TOKEN_SPENT -> Fault.lateRefusal(after, 400, "IdempotentParameterMismatch", "spent");
                    case UNAVAILABLE -> Fault.lateRefusal(after, 503, "ServiceUnavailable", "not now");
                    case OUTCOME_UNKNOWN -> new Fault.LoseReply(after.plusSeconds(1));
                });
    }

    private boolean asked(CloudOp op) {
        if (!armed) {
            return false;
        }
        return switch (Call.valueOf(event)) {
            case CREATE -> op instanceof CloudOp.CreateEni;
            case FIND ->
                op instanceof CloudOp.DescribeEnis describe
                        && describe.filter().tags().containsKey("podnetwork.dev/intent");
            case ATTACH -> op instanceof CloudOp.AttachEni;
            case DETACH -> op instanceof CloudOp.DetachEni && isNow();
            case DELETE -> op instanceof CloudOp.DeleteEni && isNow();
            case OBSERVE -> looks(op) && isNow();
        };
    }

    private static boolean looks(CloudOp op) {
        return op instanceof CloudOp.DescribeEnis describe
                && !describe.filter().ids().isEmpty();
    }

    private boolean isNow() {
        return is(AllocationPhase.valueOf(phase));
    }

    private boolean is(AllocationPhase wanted) {
        return now == wanted;
    }

    /** Whether the first of two interfaces is recorded and the second is not. */
    static boolean halfMade(Allocation record) {
        return record.interfaces().get(0).eni() != null
                && record.interfaces().get(record.interfaces().size() - 1).eni() == null;
    }

    void seconds(long seconds) {
        stage.world.runFor(Duration.ofSeconds(seconds));
    }

    void until(Predicate<Allocation> holds) {
        stage.world.runUntil(() -> stage.record(POD).filter(holds).isPresent(), PATIENCE);
    }

    /** No pod is wanted, until its record is in that phase. */
    void awayFor(AllocationPhase next) {
        stage.cluster.scale(WEB, 0);
        stage.world.runUntil(() -> is(next), PATIENCE);
    }

    /** The pod is replaced by another incarnation. */
    void replacePod() {
        stage.cluster.deletePod(KEY);
        stage.world.runUntil(() -> !is(AllocationPhase.BOUND), PATIENCE);
    }

    /** The next pod goes for good as soon as its record is like that. */
    void goneAsSoonAs(Predicate<Allocation> holds) {
        until(each -> each.phase() != AllocationPhase.DETACHING
                && each.phase() != AllocationPhase.DELETING
                && holds.test(each));
        stage.cluster.scale(WEB, 0);
        stage.cluster.forceDelete(KEY);
    }

    /** Attaches the interface to an instance on which it does not belong. */
    void attachByHand() {
        Allocation record = stage.record(POD).orElse(null);
        if (record == null || record.interfaces().get(0).eni() == null) {
            return;
        }
        EniId eni = stage.held(POD).id();
        InstanceId there = InstanceId.of(InstanceId.of("i-n3").equals(record.instance()) ? "i-n2" : "i-n3");
        stage.cloud.inspect().trunkOf(there).ifPresent(trunk -> {
            stage.fleet.invariants().disturbed();
            stage.cloud.call(new CloudOp.AttachEni(eni, there, trunk, null));
        });
        seconds(4);
    }

    void tearOff() {
        stage.fleet.invariants().disturbed();
        stage.cloud.tearOff(stage.held(POD).id());
        seconds(0);
    }

    void vanish() {
        stage.fleet.invariants().disturbed();
        stage.cloud.vanish(stage.held(POD).id());
    }

    /** Renewals of the lease fail until another process has it, which sweeps soon. */
    void depose() {
        stage.fleet.invariants().disturbed();
        stage.fleet.lease().renewalFails(1);
        seconds(16);
        stage.fleet.lease().renewalFails(0);
        stage.world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(1));
    }

    void sweepSoon() {
        depose();
        seconds(22);
    }

    void throttleDeletes() {
        stage.faults.on("DeleteNetworkInterface").times(1).inject(new Fault.Throttle(Duration.ofSeconds(15)));
    }

    void slowSecondCreate() {
        if (!isCall() && !answer.equals("-")) {
            stage.faults.on("CreateNetworkInterface").nth(2).inject(new Fault.LateApply(LATE, false));
        }
    }

    void loseSecondCreate() {
        stage.faults.on("CreateNetworkInterface").nth(2).inject(new Fault.LoseReply(Duration.ofSeconds(2)));
    }

    void loseCreates() {
        stage.faults.on("CreateNetworkInterface").matching(op -> armed).inject(new Fault.LoseReply(null));
    }

    /** Beside the trunks, one interface is permitted. */
    void nearlyNoQuota() {
        stage.cloud.setEniQuota(stage.cloud.inspect().instances().size() + 1);
    }

    /** Another tool of the account uses up the limit of describes for a while. */
    private void useUp() {
        for (int i = 0; i < FakeLimits.published().perMinute("DescribeNetworkInterfaces"); i++) {
            stage.cloud.call(new CloudOp.DescribeEnis(EniFilter.byIds(List.of(EniId.of("eni-none"))), null, 50));
        }
    }

    @Override
    public String toString() {
        return cell;
    }
}
