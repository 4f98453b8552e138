package dev.podnetwork.api.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pod got. Valid for this incarnation of the pod on this node and no other.
 *
 * @param pod the pod
 * @param uid which incarnation
 * @param node its node
 * @param instance the instance its interfaces are attached to
 * @param trunk the trunk interface that carries them, null for secondary interfaces
 * @param interfaces in the order of the request
 */
public record Binding(
        PodRef pod,
        PodUid uid,
        NodeRef node,
        InstanceId instance,
        @Nullable EniId trunk,
        List<BoundInterface> interfaces) {

    /**
     * The binding that a bound record is.
     *
     * @throws IllegalArgumentException when the record is not {@link AllocationPhase#BOUND}
     */
    public static Binding of(Allocation record) {
        if (record.phase() != AllocationPhase.BOUND) {
            throw new IllegalArgumentException(
                    "the record of " + record.pod() + " is " + record.phase() + ", not BOUND");
        }
        List<BoundInterface> bound = new ArrayList<>(record.interfaces().size());
        for (InterfaceAllocation each : record.interfaces()) {
            bound.add(new BoundInterface(
                    each.spec(),
                    each.vSwitch(),
                    Objects.requireNonNull(each.eni()),
                    each.attached() != null ? each.attached() : new Attached(record.mode(), 0, null)));
        }
        return new Binding(
                record.pod(),
                record.podUid(),
                record.node(),
                Objects.requireNonNull(record.instance()),
                record.trunk(),
                List.copyOf(bound));
    }
}
