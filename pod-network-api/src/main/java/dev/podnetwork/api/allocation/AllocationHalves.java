package dev.podnetwork.api.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two parts in which a record is stored, and what each pair of parts means. Field by field this is the PodENI object
 * (spec: control-plane §1.2): the head is metadata and spec, the status is {@code status}.
 *
 * <table>
 * <caption>What a pair means</caption>
 * <tr><th>wire phase</th><th>reads as</th></tr>
 * <tr><td>empty</td><td>REQUESTED while an interface is missing, else ATTACHING</td></tr>
 * <tr><td>{@code Binding}</td><td>REQUESTED while an interface is missing, else ATTACHING; returning</td></tr>
 * <tr><td>{@code Bind}</td><td>BOUND; as {@code Binding} while an interface is missing</td></tr>
 * <tr><td>{@code Detaching}</td><td>DETACHING, to be kept</td></tr>
 * <tr><td>{@code Unbind}</td><td>RETAINED; a head that names the next pod already is re-stamped by the next step</td></tr>
 * <tr><td>{@code Deleting}</td><td>DETACHING, not to be kept, while the status names an instance or an interface is
 * missing; else DELETING</td></tr>
 * </table>
 */
public final class AllocationHalves {
    private AllocationHalves() {}

    /**
     * Metadata and spec.
     *
     * @param pod namespace and name
     * @param podUid annotation {@code k8s.aliyun.com/pod-uid}
     * @param node label {@code k8s.aliyun.com/node}
     * @param zone {@code spec.zone}
     * @param instance in the annotation {@code podnetwork.dev/intent}
     * @param trunk in the annotation {@code podnetwork.dev/intent}
     * @param interfaces {@code spec.allocations}, and the intent numbers
     * @param api annotation {@code k8s.aliyun.com/eno-api}, and in {@code podnetwork.dev/intent} whether the node is a
     *     Lingjun node
     */
    public record Head(
            PodRef pod,
            PodUid podUid,
            NodeRef node,
            ZoneId zone,
            @Nullable InstanceId instance,
            @Nullable EniId trunk,
            List<InterfaceAllocation> interfaces,
            EnoApi api) {}

    /**
     * The status.
     *
     * @param wirePhase {@code status.phase}
     * @param instance {@code status.instanceID}
     * @param trunk {@code status.trunkENIID}
     * @param lastSeen {@code status.podLastSeen}
     * @param attached {@code status.eniInfos}, in the order of the interfaces; an entry is null without one
     */
    public record Status(
            String wirePhase,
            @Nullable InstanceId instance,
            @Nullable EniId trunk,
            @Nullable Instant lastSeen,
            List<@Nullable Attached> attached) {

        /** What a record without a status has. */
        public static final Status EMPTY = new Status("", null, null, null, List.of());
    }

    /** The head of a record. */
    public static Head head(Allocation record) {
        boolean away = record.phase() == AllocationPhase.RETAINED;
        return new Head(
                record.pod(),
                record.podUid(),
                record.node(),
                record.zone(),
                away ? null : record.instance(),
                away ? null : record.trunk(),
                bare(record.interfaces()),
                record.api());
    }

    private static List<InterfaceAllocation> bare(List<InterfaceAllocation> interfaces) {
        for (int i = 0; i < interfaces.size(); i++) {
            if (interfaces.get(i).attached() != null) {
                return attached(interfaces, List.of());
            }
        }
        return interfaces;
    }

    private static List<InterfaceAllocation> attached(
            List<InterfaceAllocation> interfaces, List<@Nullable Attached> attached) {
        InterfaceAllocation[] next = new InterfaceAllocation[interfaces.size()];
        for (int i = 0; i < next.length; i++) {
            next[i] = interfaces.get(i).withAttached(i < attached.size() ? attached.get(i) : null);
        }
        return List.of(next);
    }

    private static boolean complete(List<InterfaceAllocation> interfaces) {
        for (int i = 0; i < interfaces.size(); i++) {
            if (interfaces.get(i).eni() == null) {
                return false;
            }
        }
        return true;
    }

    /** The status of a record. */
    public static Status status(Allocation record) {
        return switch (record.phase()) {
            case REQUESTED, ATTACHING -> record.returning() ? placed("Binding", record) : Status.EMPTY;
            case BOUND -> placed("Bind", record);
            case DETACHING -> placed(record.keep() ? "Detaching" : "Deleting", record);
            case RETAINED -> placed("Unbind", record);
            case DELETING -> placed("Deleting", record);
        };
    }

    private static Status placed(String wirePhase, Allocation record) {
        List<@Nullable Attached> attached = new ArrayList<>(record.interfaces().size());
        for (InterfaceAllocation each : record.interfaces()) {
            attached.add(each.attached());
        }
        return new Status(wirePhase, record.instance(), record.trunk(), record.lastSeen(), attached);
    }

    /**
     * The record that a head and a status mean.
     *
     * @throws IllegalArgumentException on a wire phase that is none of the published ones
     */
    public static Allocation join(Head head, Status status) {
        boolean complete = complete(head.interfaces());
        return switch (status.wirePhase()) {
            case "" ->
                build(head, status, complete ? AllocationPhase.ATTACHING : AllocationPhase.REQUESTED, head.instance());
            case "Binding" -> again(head, status, complete);
            case "Bind" ->
                complete ? build(head, status, AllocationPhase.BOUND, status.instance()) : again(head, status, false);
            case "Detaching" ->
                build(head, status, AllocationPhase.DETACHING, status.instance())
                        .detaching(true);
            case "Unbind" -> build(head, status, AllocationPhase.RETAINED, null).unattached();
            case "Deleting" -> deleting(head, status, complete);
            default ->
                throw new IllegalArgumentException("the record of " + head.pod() + " has phase '" + status.wirePhase()
                        + "': it must be empty, Binding, Bind, Detaching, Unbind or Deleting");
        };
    }

    private static Allocation again(Head head, Status status, boolean complete) {
        Allocation attaching =
                build(head, status, AllocationPhase.ATTACHING, head.instance()).attachingAgain();
        return complete ? attaching : attaching.requestedAgain();
    }

    private static Allocation deleting(Head head, Status status, boolean complete) {
        if (status.instance() == null && complete) {
            return build(head, status, AllocationPhase.DELETING, null).unattached();
        }
        return build(head, status, AllocationPhase.DETACHING, status.instance()).detaching(false);
    }

    private static Allocation build(Head head, Status status, AllocationPhase phase, @Nullable InstanceId instance) {
        boolean fromStatus = phase == AllocationPhase.BOUND || phase == AllocationPhase.DETACHING;
        List<InterfaceAllocation> interfaces =
                fromStatus ? attached(head.interfaces(), status.attached()) : bare(head.interfaces());
        EniId trunk = fromStatus ? status.trunk() : head.trunk();
        return new Allocation(
                head.pod(),
                head.podUid(),
                head.node(),
                head.zone(),
                instance,
                instance == null ? null : trunk,
                phase,
                false,
                false,
                status.lastSeen(),
                interfaces,
                head.api());
    }
}
