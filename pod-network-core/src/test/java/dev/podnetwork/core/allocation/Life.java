package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One allocation, driven step by step through the machine's public door: the levels are fields, {@link #step} takes events,
 * and what the machine proposes is adopted at once. No shell, no store, no cloud.
 */
final class Life {
    static final PodRef POD = PodRef.of("default", "web-0");
    static final PodUid UID = PodUid.of("uid-1");
    static final PodUid NEXT = PodUid.of("uid-2");
    static final NodeRef NODE = NodeRef.of("node-1");
    static final NodeRef OTHER_NODE = NodeRef.of("node-2");
    static final NodeRef OTHER_ZONE_NODE = NodeRef.of("node-3");
    static final InstanceId INSTANCE = InstanceId.of("i-1");
    static final InstanceId ELSEWHERE = InstanceId.of("i-9");
    static final EniId TRUNK = EniId.of("eni-trunk-1");
    static final ZoneId ZONE = ZoneId.of("zone-a");
    static final VSwitchId VSW = VSwitchId.of("vsw-a");
    static final VSwitchId VSW_B = VSwitchId.of("vsw-b");
    static final Duration TTL = Duration.ofMinutes(10);
    static final long SECOND = 1_000_000_000L;

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    final Map<NodeRef, NodeAnswer> nodes = new LinkedHashMap<>();
    final Map<VSwitchId, VSwitchReading> vSwitches = new LinkedHashMap<>();
    final List<Transition> history = new ArrayList<>();
    Memory memory = Memory.EMPTY;
    PodAnswer pod = new PodAnswer.Scheduled(UID, NODE);
    long now = 5_000 * SECOND;
    long random = 0;
    boolean deletionRequested;
    int freeSlots = 10;

    @Nullable
    Allocation record;

    @Nullable
    AllocationRequest request;

    Life(ReleasePolicy release, int interfaces) {
        request = wish(UID, NODE, release, interfaces, VSW);
        nodes.put(NODE, node(NODE, "i-1", "eni-trunk-1", "zone-a"));
        nodes.put(OTHER_NODE, node(OTHER_NODE, "i-2", "eni-trunk-2", "zone-a"));
        nodes.put(OTHER_ZONE_NODE, node(OTHER_ZONE_NODE, "i-3", "eni-trunk-3", "zone-b"));
        vSwitches.put(VSW, new VSwitchReading.Known(ZONE, 100, 0, null));
        vSwitches.put(VSW_B, new VSwitchReading.Known(ZONE, 100, 0, null));
    }

    static NodeAnswer node(NodeRef name, String instance, String trunk, String zone) {
        return new NodeAnswer.Present(
                new NodeFacts(name, InstanceId.of(instance), ZoneId.of(zone), false, EniId.of(trunk), 10, 2));
    }

    static AllocationRequest wish(PodUid uid, NodeRef on, ReleasePolicy release, int interfaces, VSwitchId... from) {
        List<InterfaceRequest> each = new ArrayList<>();
        for (int i = 0; i < interfaces; i++) {
            InterfaceSpec spec = new InterfaceSpec(
                    "eth" + i, List.of(SecurityGroupId.of("sg-1")), release, null, IpStack.IPV4, InterfaceExtras.NONE);
            each.add(new InterfaceRequest(spec, List.of(from), VSwitchSelectionPolicy.ORDERED));
        }
        return new AllocationRequest(POD, uid, on, each);
    }

    /** Takes a step and adopts what comes of it. */
    Transition step(AllocationEvent... events) {
        Transition transition = AllocationMachine.step(record, List.of(events), view());
        record = transition.next();
        memory = transition.memory();
        history.add(transition);
        return transition;
    }

    View view() {
        Readings readings = new Readings(vSwitches, Map.of(), freeSlots, 0, 10, 0, null);
        return new View(
                now, storeNow(), random, pod, request, nodeSeen(), deletionRequested, readings, Bounds.DEFAULT, memory);
    }

    Instant storeNow() {
        return CREATED.plusNanos(now);
    }

    private NodeAnswer nodeSeen() {
        boolean binds = record != null
                && switch (record.phase()) {
                    case REQUESTED, ATTACHING, BOUND -> true;
                    case DETACHING, RETAINED, DELETING -> false;
                };
        NodeRef name =
                record != null && (binds || request == null) ? record.node() : request == null ? NODE : request.node();
        return nodes.getOrDefault(name, NodeAnswer.Absent.INSTANCE);
    }

    Life after(long seconds) {
        now += seconds * SECOND;
        return this;
    }

    /** Another process takes over: only the record is left. */
    Life restarted() {
        memory = Memory.loaded(now);
        return after(6);
    }

    int interfaces() {
        return record == null ? 0 : record.interfaces().size();
    }

    static EniId eni(int index) {
        return EniId.of("eni-" + index);
    }

    static EniDescription description(EniId id, EniStatus status, @Nullable InstanceId on, int createdSecond) {
        EniAttachment where = on == null ? null : new EniAttachment(on, on.equals(INSTANCE) ? TRUNK : null, 7, null);
        return new EniDescription(
                id,
                EniType.MEMBER,
                status,
                "00:16:3e:00:00:01",
                VpcId.of("vpc-1"),
                VSW,
                ZONE,
                List.of(),
                null,
                List.of("10.0.0.7"),
                List.of(),
                where,
                Map.of(),
                CREATED.plusSeconds(createdSecond));
    }

    AllocationEvent created(int index) {
        return new AllocationEvent.Created(index, intent(index), description(eni(index), EniStatus.AVAILABLE, null, 0));
    }

    AllocationEvent found(int index, EniDescription... enis) {
        return new AllocationEvent.Found(index, intent(index), List.of(enis), now);
    }

    AllocationEvent observed(int index, @Nullable EniStatus status, @Nullable InstanceId on) {
        EniId id = idOf(index);
        return new AllocationEvent.Observed(
                index, new Observation(id, status == null ? null : description(id, status, on, 0), now));
    }

    AllocationEvent failed(int index, Call call, CloudFault fault) {
        return new AllocationEvent.Failed(index, intent(index), call, fault);
    }

    int intent(int index) {
        return record == null ? 1 : record.interfaces().get(index).intent();
    }

    private EniId idOf(int index) {
        boolean known = record != null && record.interfaces().get(index).eni() != null;
        return known ? record.interfaces().get(index).eni().id() : eni(index);
    }

    /** One step with the same kind of event for every interface. */
    Transition all(java.util.function.IntFunction<AllocationEvent> event) {
        AllocationEvent[] events = new AllocationEvent[interfaces()];
        for (int i = 0; i < events.length; i++) {
            events[i] = event.apply(i);
        }
        return step(events);
    }

    Transition allObserved(@Nullable EniStatus status, @Nullable InstanceId on) {
        return all(i -> observed(i, status, on));
    }

    Transition allAccepted(Call call) {
        return all(i -> new AllocationEvent.Accepted(i, call));
    }

    /** Drives to the phase, by the shortest way. */
    Life to(@Nullable AllocationPhase phase) {
        if (phase == null) {
            return this;
        }
        switch (phase) {
            case REQUESTED -> step();
            case ATTACHING -> {
                to(AllocationPhase.REQUESTED);
                after(1).all(this::created);
                after(1).allAccepted(Call.ATTACH);
            }
            case BOUND -> {
                to(AllocationPhase.ATTACHING);
                after(3).allObserved(EniStatus.IN_USE, INSTANCE);
                after(60).step();
            }
            case DETACHING -> {
                to(AllocationPhase.BOUND);
                podIsGone();
                after(1).allAccepted(Call.DETACH);
            }
            case RETAINED -> {
                to(AllocationPhase.DETACHING);
                after(3).allObserved(EniStatus.AVAILABLE, null);
                after(60).step();
            }
            case DELETING -> {
                to(AllocationPhase.DETACHING);
                deletionRequested = record != null && record.fixed();
                after(3).allObserved(EniStatus.AVAILABLE, null);
                after(1).allAccepted(Call.DELETE);
            }
        }
        if (record == null || record.phase() != phase) {
            throw new AssertionError("on the way to " + phase + " it came to " + record);
        }
        history.clear();
        return this;
    }

    void podIsGone() {
        pod = PodAnswer.Absent.INSTANCE;
        step();
        after(1).step(new AllocationEvent.PodRead(pod));
    }

    /** The next pod of the name, on that node. */
    void nextPod(NodeRef on, ReleasePolicy release, int interfaces) {
        pod = new PodAnswer.Scheduled(NEXT, on);
        request = wish(NEXT, on, release, interfaces, VSW);
        step();
        if (memory.readingPod) {
            after(1).step(new AllocationEvent.PodRead(pod));
        }
    }

    static CloudFault fault(CloudFault.Kind kind) {
        return CloudFault.of(kind, CloudFault.Scope.ENI, kind.name(), "injected");
    }
}
