package dev.podnetwork.podnet.run;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.fake.sim.RecordChange;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells where records go, and lets the pod of a bound record run. */
final class RecordStory implements RecordChange<Allocation> {
    private final Story story;
    private final ClusterModel cluster;

    RecordStory(Story story, ClusterModel cluster) {
        this.story = story;
        this.cluster = cluster;
    }

    @Override
    public void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
        if (after == null) {
            story.said(key, "REMOVED", before == null ? "" : "addresses given back: " + addresses(before));
            return;
        }
        if (after.phase() == AllocationPhase.BOUND) {
            cluster.bound(key, after.podUid());
        }
        // A record between its two writes may name its next node already; that is told once the phase follows.
        if (before == null || before.phase() != after.phase()) {
            story.said(key, after.phase().name(), reason(after));
        }
    }

    private static String reason(Allocation record) {
        return switch (record.phase()) {
            case REQUESTED -> "interface of its own from " + vSwitches(record);
            case ATTACHING ->
                addresses(record) + " to " + record.node() + " as " + mode(record)
                        + (record.returning() ? ", the same as before" : "");
            case BOUND -> addresses(record) + " on " + record.node() + " as " + mode(record);
            case DETACHING ->
                addresses(record) + " from " + record.node() + (record.keep() ? ", to be kept" : ", to be given back");
            case RETAINED -> addresses(record) + " kept " + until(record);
            case DELETING -> addresses(record);
        };
    }

    private static String mode(Allocation record) {
        return record.mode() == AttachMode.TRUNK_MEMBER ? "trunk member" : "secondary ENI";
    }

    private static String vSwitches(Allocation record) {
        return record.interfaces().stream()
                .map(each -> each.vSwitch().value())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static String addresses(Allocation record) {
        return record.interfaces().stream().map(RecordStory::address).collect(Collectors.joining(", "));
    }

    private static String address(InterfaceAllocation each) {
        AllocatedEni eni = each.eni();
        if (eni == null) {
            return "no address yet";
        }
        String ipv4 = eni.ipv4().isEmpty() ? "address to come" : eni.ipv4();
        return ipv4 + (eni.ipv6() == null ? "" : " " + eni.ipv6()) + " (" + eni.id() + ")";
    }

    /** What ends a retention. */
    static String until(Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            if (each.spec().release() instanceof ReleasePolicy.Never) {
                return "until its PodENI is deleted";
            }
        }
        for (InterfaceAllocation each : record.interfaces()) {
            if (each.spec().release() instanceof ReleasePolicy.Ttl ttl && record.lastSeen() != null) {
                return "for " + ttl.releaseAfter() + " from " + record.lastSeen();
            }
        }
        return "";
    }
}
