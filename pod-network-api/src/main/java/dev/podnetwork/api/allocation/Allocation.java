package dev.podnetwork.api.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The record: what a pod holds, or what is being made or given up for it. Durable; everything else about an allocation is
 * working memory that a restart may lose. Immutable.
 *
 * @param pod the pod of this name
 * @param podUid the incarnation it serves, or served last
 * @param node where it is, is going, or was
 * @param zone the zone of its interfaces; a fixed address cannot leave it
 * @param instance the instance it is attached to or was last sent to, null when it surely is on none
 * @param trunk the trunk interface on that instance, null for secondary interfaces
 * @param phase where it is in its life
 * @param returning in {@link AllocationPhase#REQUESTED} and {@link AllocationPhase#ATTACHING}: whether it had been bound
 *     before
 * @param keep in {@link AllocationPhase#DETACHING}: whether it will be retained
 * @param lastSeen when its pod was last known to be there; from the release on the recorded deletion time, from which
 *     retention counts (spec: README decision 6). The store's clock. Null when never bound nor released
 * @param interfaces at least one, in the order of the request
 * @param api through which API they get to the node it serves (spec: control-plane §5.3)
 */
public record Allocation(
        PodRef pod,
        PodUid podUid,
        NodeRef node,
        ZoneId zone,
        @Nullable InstanceId instance,
        @Nullable EniId trunk,
        AllocationPhase phase,
        boolean returning,
        boolean keep,
        @Nullable Instant lastSeen,
        List<InterfaceAllocation> interfaces,
        EnoApi api) {

    /** Refuses a record without interfaces. */
    public Allocation {
        interfaces = List.copyOf(interfaces);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("the record of " + pod + " has no interface: it needs at least one");
        }
    }

    /** A record of a node that is no Lingjun node. */
    public Allocation(
            PodRef pod,
            PodUid podUid,
            NodeRef node,
            ZoneId zone,
            @Nullable InstanceId instance,
            @Nullable EniId trunk,
            AllocationPhase phase,
            boolean returning,
            boolean keep,
            @Nullable Instant lastSeen,
            List<InterfaceAllocation> interfaces) {
        this(pod, podUid, node, zone, instance, trunk, phase, returning, keep, lastSeen, interfaces, EnoApi.NONE);
    }

    /** Whether any interface is to outlive the pod. */
    public boolean fixed() {
        for (InterfaceAllocation each : interfaces) {
            if (each.spec().release().isFixed()) {
                return true;
            }
        }
        return false;
    }

    /** Whether every interface exists as far as the record knows. */
    public boolean complete() {
        for (InterfaceAllocation each : interfaces) {
            if (each.eni() == null) {
                return false;
            }
        }
        return true;
    }

    /** How it sits on its node. */
    public AttachMode mode() {
        return trunk != null ? AttachMode.TRUNK_MEMBER : AttachMode.SECONDARY;
    }

    /** The same in another phase; {@code returning} and {@code keep} are reset. */
    public Allocation in(AllocationPhase next) {
        return new Allocation(pod, podUid, node, zone, instance, trunk, next, false, false, lastSeen, interfaces, api);
    }

    /** The same on its way back to a node after it had been bound. */
    public Allocation attachingAgain() {
        return bare(AllocationPhase.ATTACHING, true);
    }

    /** The same with every interface made, to be attached. */
    public Allocation attaching() {
        return bare(AllocationPhase.ATTACHING, returning);
    }

    /** The same while attaching, with an interface to be made again. */
    public Allocation requestedAgain() {
        return bare(AllocationPhase.REQUESTED, returning);
    }

    private Allocation bare(AllocationPhase next, boolean again) {
        return new Allocation(pod, podUid, node, zone, instance, trunk, next, again, false, lastSeen, off(), api);
    }

    /** The same on its way off its node. */
    public Allocation detaching(boolean toKeep) {
        return new Allocation(
                pod,
                podUid,
                node,
                zone,
                instance,
                trunk,
                AllocationPhase.DETACHING,
                false,
                toKeep,
                lastSeen,
                interfaces,
                api);
    }

    /** The same serving another incarnation of the pod at another place. */
    public Allocation serving(PodUid uid, NodeRef at, InstanceId on, @Nullable EniId under) {
        return new Allocation(pod, uid, at, zone, on, under, phase, returning, keep, lastSeen, interfaces, api);
    }

    /** The same, surely on no instance. */
    public Allocation unattached() {
        return new Allocation(pod, podUid, node, zone, null, null, phase, returning, keep, lastSeen, off(), api);
    }

    /** The interfaces, none of them attached; the same list when none is. */
    private List<InterfaceAllocation> off() {
        for (InterfaceAllocation each : interfaces) {
            if (each.attached() != null) {
                return eachInterface(one -> one.withAttached(null)).interfaces;
            }
        }
        return interfaces;
    }

    /** The same, served through this API from now on. */
    public Allocation through(EnoApi other) {
        return other.equals(api)
                ? this
                : new Allocation(
                        pod, podUid, node, zone, instance, trunk, phase, returning, keep, lastSeen, interfaces, other);
    }

    /** The same with its pod last seen then. */
    public Allocation seenAt(@Nullable Instant when) {
        return new Allocation(pod, podUid, node, zone, instance, trunk, phase, returning, keep, when, interfaces, api);
    }

    /** The same with this interface at this place. */
    public Allocation withInterface(int index, InterfaceAllocation changed) {
        InterfaceAllocation[] next = interfaces.toArray(new InterfaceAllocation[0]);
        next[index] = changed;
        return withInterfaces(List.of(next));
    }

    /** The same with every interface changed. */
    public Allocation eachInterface(UnaryOperator<InterfaceAllocation> change) {
        InterfaceAllocation[] next = interfaces.toArray(new InterfaceAllocation[0]);
        for (int i = 0; i < next.length; i++) {
            next[i] = change.apply(next[i]);
        }
        return withInterfaces(List.of(next));
    }

    private Allocation withInterfaces(List<InterfaceAllocation> next) {
        return new Allocation(pod, podUid, node, zone, instance, trunk, phase, returning, keep, lastSeen, next, api);
    }
}
