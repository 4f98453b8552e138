package dev.podnetwork.fake.sim;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.ReleasePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records to test with. */
public final class Sample {
    private Sample() {}

    /** A pod of the default namespace. */
    public static PodRef pod(String name) {
        return PodRef.of("default", name);
    }

    /** A record without an interface yet. */
    public static Allocation requested(PodRef pod, ReleasePolicy release) {
        InterfaceSpec spec = new InterfaceSpec(
                "eth0", List.of(SecurityGroupId.of("sg-1")), release, null, IpStack.IPV4, InterfaceExtras.NONE);
        return new Allocation(
                pod,
                PodUid.of("uid-" + pod.name()),
                NodeRef.of("node-1"),
                ZoneId.of("zone-a"),
                InstanceId.of("i-1"),
                EniId.of("eni-trunk"),
                AllocationPhase.REQUESTED,
                false,
                false,
                null,
                List.of(new InterfaceAllocation(spec, VSwitchId.of("vsw-1"), 1, null, null)));
    }

    /** The same with this interface. */
    public static Allocation holding(Allocation record, EniId eni, String ip, @Nullable Attached attached) {
        AllocatedEni made = new AllocatedEni(eni, "00:16:3e:00:00:01", null, record.zone(), ip, null, null, null);
        InterfaceAllocation one = record.interfaces().get(0).withEni(made).withAttached(attached);
        return record.withInterface(0, one);
    }

    /** A bound trunk member. */
    public static Allocation bound(PodRef pod, String eni, String ip, ReleasePolicy release) {
        Attached attached = new Attached(AttachMode.TRUNK_MEMBER, 1, null);
        return holding(requested(pod, release), EniId.of(eni), ip, attached)
                .in(AllocationPhase.BOUND)
                .seenAt(SimWorld.START);
    }
}
