package dev.podnetwork.bench;

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
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.allocation.Readings;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.allocation.View;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of one allocation as a list of steps, each taken by the real machine to get to the next. */
final class StepStory {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PodRef POD = PodRef.of("default", "web-0");
    private static final PodUid UID = PodUid.of("uid-1");
    private static final NodeRef NODE = NodeRef.of("node-1");
    private static final InstanceId INSTANCE = InstanceId.of("i-1");
    private static final EniId TRUNK = EniId.of("eni-trunk");
    private static final EniId ENI = EniId.of("eni-1");
    private static final VSwitchId VSWITCH = VSwitchId.of("vsw-1");
    private static final ZoneId ZONE = ZoneId.of("zone-a");
    private static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");

    private final NodeFacts node = new NodeFacts(NODE, INSTANCE, ZONE, false, TRUNK, 50, 0);
    private final AllocationRequest request = new AllocationRequest(
            POD,
            UID,
            NODE,
            List.of(new InterfaceRequest(
                    new InterfaceSpec(
                            "eth0", List.of(GROUP), ReleasePolicy.ELASTIC, null, IpStack.IPV4, InterfaceExtras.NONE),
                    List.of(VSWITCH),
                    VSwitchSelectionPolicy.ORDERED)));
    private @Nullable Allocation record;
    private Memory memory = Memory.EMPTY;

    private StepStory() {}

    /** The steps, in their order. */
    enum Moment {
        OPEN,
        CREATED,
        ACCEPTED,
        OBSERVED,
        LOOK_AGAIN,
        POD_GONE
    }

    /**
     * What a step is given.
     *
     * @param record the committed record, null before there is one
     * @param events what happened
     * @param view what it may know
     */
    record Step(@Nullable Allocation record, List<AllocationEvent> events, View view) {}

    /** The step of this moment, with everything before it done. */
    static Step upTo(Moment moment) {
        StepStory story = new StepStory();
        for (Moment each : Moment.values()) {
            Step step = story.step(each);
            if (each == moment) {
                return step;
            }
            Transition done = AllocationMachine.step(step.record(), step.events(), step.view());
            story.record = done.next();
            story.memory = done.memory();
        }
        throw new IllegalArgumentException("no moment " + moment);
    }

    private Step step(Moment moment) {
        long ticks = moment.ordinal() * 10 * SECOND;
        AllocationEvent event = switch (moment) {
            case OPEN -> new AllocationEvent.Look("wish");
            case CREATED -> new AllocationEvent.Created(0, 1, described(EniStatus.AVAILABLE));
            case ACCEPTED -> new AllocationEvent.Accepted(0, Call.ATTACH);
            case OBSERVED -> new AllocationEvent.Observed(0, new Observation(ENI, described(EniStatus.IN_USE), ticks));
            case LOOK_AGAIN, POD_GONE -> new AllocationEvent.Look("time");
        };
        return new Step(record, List.of(event), view(ticks, moment == Moment.POD_GONE));
    }

    private View view(long ticks, boolean gone) {
        Readings readings = new Readings(
                Map.of(VSWITCH, new VSwitchReading.Known(ZONE, 1_000, 0, null)), Map.of(), 50, 0, 100, 0, null);
        return new View(
                ticks,
                START.plusNanos(ticks),
                42,
                gone ? PodAnswer.Absent.INSTANCE : new PodAnswer.Scheduled(UID, NODE),
                request,
                new NodeAnswer.Present(node),
                false,
                readings,
                Bounds.DEFAULT,
                memory);
    }

    private static EniDescription described(EniStatus status) {
        boolean attached = status == EniStatus.IN_USE;
        return new EniDescription(
                ENI,
                attached ? EniType.MEMBER : EniType.SECONDARY,
                status,
                "00:16:3e:00:00:01",
                VpcId.of("vpc-1"),
                VSWITCH,
                ZONE,
                List.of(GROUP),
                null,
                List.of("10.0.0.1"),
                List.of(),
                attached ? new EniAttachment(INSTANCE, TRUNK, 1, null) : null,
                Map.of(),
                START);
    }
}
