package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Awaited;
import dev.podnetwork.core.allocation.Claims;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.allocation.Readings;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.allocation.View;
import dev.podnetwork.core.cloud.QuotaGate;
import dev.podnetwork.core.vswitch.VSwitchReading;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.TraceSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the allocation machine what it needs to see, and does what it asks once that is committed. */
final class AllocationStepper implements Stepper<Allocation, AllocationEvent, Memory> {
    private static final Logger LOG = LoggerFactory.getLogger(AllocationStepper.class);
    private static final long FORGET_AFTER = 60_000_000_000L;

    private final Env env;
    private final Settings settings;
    private final ClusterView cluster;
    private final StoreClock clock;
    private final SharedResources shared;
    private final WaitLines lines;
    private final Outlook outlook = new Outlook();
    private final Wishes wishes;
    private final TraceSink trace;
    private final AllocationMachinery machine;
    private final IdleIntents idle;
    private @Nullable EffectRunner effects;

    AllocationStepper(
            Env env,
            Settings settings,
            ClusterView cluster,
            StoreClock clock,
            SharedResources shared,
            Wishes wishes,
            TraceSink trace,
            AllocationMachinery machine) {
        this.env = env;
        this.settings = settings;
        this.cluster = cluster;
        this.clock = clock;
        this.shared = shared;
        this.idle = new IdleIntents(shared.ledger);
        this.lines = new WaitLines(shared, this::addressWanted);
        this.wishes = wishes;
        this.trace = trace;
        this.machine = machine;
    }

    /** Where effects go; set once, before the first step. */
    void effects(EffectRunner runner) {
        effects = runner;
    }

    private void addressWanted() {
        if (effects != null) {
            effects.addressWanted();
        }
    }

    Outlook outlook() {
        return outlook;
    }

    IdleIntents idle() {
        return idle;
    }

    WaitLines lines() {
        return lines;
    }

    /** One answer of the machine, with what is needed to book it. */
    private record Step(Transition transition, int slotsOfNode) implements Proposal<Allocation, Memory> {
        @Override
        public @Nullable Allocation next() {
            return transition.next();
        }

        @Override
        public Memory soft() {
            return transition.memory();
        }

        @Override
        public long wakeAt() {
            return transition.wakeAt();
        }
    }

    @Override
    public Proposal<Allocation, Memory> step(
            Mailbox<Allocation, AllocationEvent, Memory> box, List<AllocationEvent> queued) {
        Allocation record = box.record();
        List<AllocationEvent> events = Awaited.of(record, box.soft, queued);
        AllocationRequest request = wishes.request(box.key);
        NodeAnswer node = node(record, request);
        View view = new View(
                env.ticks(),
                clock.now(),
                env.nextLong(),
                cluster.pod(box.key),
                request,
                node,
                box.committed != null && box.committed.deletionRequested(),
                readings(box.key, record, request, node),
                settings.bounds(),
                box.soft);
        Transition transition = machine.step(record, events, view);
        trace.step(new TraceSink.Step(
                view.ticks(),
                box.key,
                events,
                record == null ? null : record.phase(),
                transition.next() == null ? null : transition.next().phase(),
                transition.effects(),
                transition.explanation()));
        return new Step(transition, slotsOf(node));
    }

    private NodeAnswer node(@Nullable Allocation record, @Nullable AllocationRequest request) {
        NodeRef name = request == null ? null : request.node();
        if (record != null && (name == null || bindsTo(record))) {
            name = record.node();
        }
        return name == null ? NodeAnswer.Unknown.INSTANCE : cluster.node(name);
    }

    /** Whether the record's own node matters, rather than that of the next pod. */
    private static boolean bindsTo(Allocation record) {
        return switch (record.phase()) {
            case REQUESTED, ATTACHING, BOUND -> true;
            case DETACHING, RETAINED, DELETING -> false;
        };
    }

    private static AttachMode mode(NodeFacts facts) {
        return facts.exclusive() ? AttachMode.SECONDARY : AttachMode.TRUNK_MEMBER;
    }

    private static int slotsOf(NodeAnswer node) {
        return node instanceof NodeAnswer.Present present
                ? present.facts().slots(mode(present.facts()))
                : Integer.MAX_VALUE;
    }

    private Readings readings(
            PodRef pod, @Nullable Allocation record, @Nullable AllocationRequest request, NodeAnswer node) {
        boolean picks = record == null || record.phase() == AllocationPhase.REQUESTED;
        boolean places = record == null || !bindsTo(record);
        int freeSlots = 0;
        int ahead = 0;
        if (places && node instanceof NodeAnswer.Present present) {
            freeSlots = shared.slots.free(present.facts(), mode(present.facts()), pod);
            ahead = shared.slots.ahead(present.facts().node(), pod);
        }
        return new Readings(
                picks && request != null ? vSwitches(pod, request) : Map.of(),
                shared.ledger.described(),
                freeSlots,
                ahead,
                places ? shared.work.free(pod) : 0,
                places ? shared.work.ahead(pod) : 0,
                picks && request != null ? quota(pod, request) : null);
    }

    private Readings.@Nullable QuotaReading quota(PodRef pod, AllocationRequest request) {
        if (!shared.quotas.anyUsedUp()) {
            return null;
        }
        for (InterfaceRequest each : request.interfaces()) {
            QuotaGate.Closed closed = shared.quotas.closed(SharedResources.quotasOf(each.spec()), pod, env.ticks());
            if (closed != null) {
                return new Readings.QuotaReading(closed.quota(), closed.reason(), closed.until());
            }
        }
        return null;
    }

    private Map<VSwitchId, VSwitchReading> vSwitches(PodRef pod, AllocationRequest request) {
        List<InterfaceRequest> interfaces = request.interfaces();
        if (interfaces.size() == 1 && interfaces.get(0).vSwitches().size() == 1) {
            VSwitchId only = interfaces.get(0).vSwitches().get(0);
            VSwitchReading reading = shared.ledger.reading(only, pod);
            return reading == null ? Map.of() : Map.of(only, reading);
        }
        Map<VSwitchId, VSwitchReading> readings = new LinkedHashMap<>();
        for (InterfaceRequest each : interfaces) {
            for (VSwitchId id : each.vSwitches()) {
                VSwitchReading reading = shared.ledger.reading(id, pod);
                if (reading != null) {
                    readings.put(id, reading);
                }
            }
        }
        return readings;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a step that changes nothing returns the record it was given
    public boolean reserve(Mailbox<Allocation, AllocationEvent, Memory> box, Proposal<Allocation, Memory> proposal) {
        if (box.committed != null && proposal.next() != box.record()) {
            outlook.writing(box.key, box.record(), proposal.next());
        }
        Claims claims = ((Step) proposal).transition().claims();
        if (claims == null) {
            return true;
        }
        if (!shared.reserve(claims, ((Step) proposal).slotsOfNode())) {
            return false;
        }
        if (box.committed == null && proposal.next() != null && shared.quotas.anyUsedUp()) {
            proposal.next()
                    .interfaces()
                    .forEach(each -> shared.quotas.trying(SharedResources.quotasOf(each.spec()), env.ticks()));
        }
        return true;
    }

    @Override
    public void unreserve(Proposal<Allocation, Memory> proposal) {
        Claims claims = ((Step) proposal).transition().claims();
        if (claims != null) {
            shared.unreserve(claims);
        }
    }

    @Override
    public void replaced(
            Mailbox<Allocation, AllocationEvent, Memory> box,
            @Nullable Stored<Allocation> before,
            @Nullable Stored<Allocation> after) {
        shared.replace(before == null ? null : before.record(), after == null ? null : after.record());
        wishes.counted(
                before == null ? null : before.record().phase(),
                after == null ? null : after.record().phase());
    }

    @Override
    public void adopted(Mailbox<Allocation, AllocationEvent, Memory> box, Proposal<Allocation, Memory> proposal) {
        Transition transition = ((Step) proposal).transition();
        Wishes.Wish wish = wishes.of(box.key);
        AllocationRequest request = wish == null ? null : wish.request;
        long now = env.ticks();
        Explanation explanation = transition.explanation();
        boolean mayWait = mayWait(box.record(), explanation);
        idle.note(box, explanation);
        lines.update(box.key, mayWait ? request : null, explanation);
        wishes.told(box.key, wish, box.record(), explanation, now);
        outlook.note(box.key, box.record(), box.soft, explanation, now);
        if (wish != null
                && now - wish.since > FORGET_AFTER
                && cluster.pod(box.key).isGone(wish.request.uid())) {
            wishes.forget(box.key);
        }
        if (effects != null) {
            List<Effect> all = transition.effects();
            for (int i = 0; i < all.size(); i++) {
                effects.run(box, all.get(i));
            }
        }
    }

    /** Who holds nothing that others wait for may wait in a line; who lacks an address, always in that one. */
    private static boolean mayWait(@Nullable Allocation record, Explanation explanation) {
        return record == null
                || record.phase() == AllocationPhase.RETAINED
                || (record.phase() == AllocationPhase.REQUESTED && IdleIntents.lacksAddress(explanation));
    }

    /** {@code DELETING} has no form of its own in the store. */
    @Override
    public @Nullable Stored<Allocation> asKnown(@Nullable Stored<Allocation> known, @Nullable Stored<Allocation> read) {
        if (known == null || read == null || !known.uid().equals(read.uid())) {
            return read;
        }
        Allocation record = known.record();
        boolean same = AllocationHalves.join(AllocationHalves.head(record), AllocationHalves.status(record))
                .equals(read.record());
        return same ? new Stored<>(read.key(), read.uid(), read.version(), read.deletionRequested(), record) : read;
    }

    @Override
    public Memory fresh(@Nullable Stored<Allocation> stored) {
        return stored == null ? Memory.EMPTY : Memory.loaded(env.ticks());
    }

    @Override
    public AllocationEvent look(String why) {
        return new AllocationEvent.Look(why);
    }

    /** A retained record is written by nobody: that its deletion was asked for shows only to who reads it. */
    @Override
    public boolean rereads(Mailbox<Allocation, AllocationEvent, Memory> box) {
        Allocation record = box.record();
        return record != null && record.phase() == AllocationPhase.RETAINED;
    }

    @Override
    public void stopped(Mailbox<Allocation, AllocationEvent, Memory> box, RuntimeException cause) {
        LOG.error("The allocation of {} broke an invariant and was stopped; the others go on", box.key, cause);
        wishes.told(
                box.key,
                box.record(),
                Explanation.of(
                        Explanation.State.STOPPED,
                        "stopped by a broken invariant, which is a defect of ours: " + cause
                                + "; restart the process to try again, and report it"),
                env.ticks());
    }

    @Override
    public boolean idle(Mailbox<Allocation, AllocationEvent, Memory> box) {
        return box.committed == null && !wishes.wanted(box.key) && !box.soft.busy() && !box.stopped;
    }
}
