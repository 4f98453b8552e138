package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.ScarceResource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts each waiting pod into the line of what it waits for, and takes it out of the lines it left. */
final class WaitLines {
    private final SharedResources shared;
    private final Map<NodeRef, Set<PodRef>> forFacts = new LinkedHashMap<>();
    private final Map<PodRef, AllocationRequest> waiting = new LinkedHashMap<>();

    private final Runnable addressWanted;

    /**
     * Lines in front of what is shared.
     *
     * @param addressWanted runs when somebody begins to wait for an address
     */
    WaitLines(SharedResources shared, Runnable addressWanted) {
        this.shared = shared;
        this.addressWanted = addressWanted;
    }

    /** A step said this about the pod. */
    void update(PodRef pod, @Nullable AllocationRequest request, Explanation explanation) {
        ScarceResource.Kind kind =
                explanation.waitsFor() == null ? null : explanation.waitsFor().kind();
        AllocationRequest before = waiting.get(pod);
        if (request == null || !lined(kind)) {
            if (before != null) {
                waiting.remove(pod);
                leave(pod, before, null);
            }
            return;
        }
        waiting.put(pod, request);
        if (before != null) {
            leave(pod, before, kind);
        }
        enter(pod, request, kind);
    }

    /** Pods that wait for something to be known of this node. */
    List<PodRef> forFacts(NodeRef node) {
        return List.copyOf(forFacts.getOrDefault(node, Set.of()));
    }

    private static boolean lined(ScarceResource.@Nullable Kind kind) {
        if (kind == null) {
            return false;
        }
        return switch (kind) {
            case NODE_SLOT, PARALLEL_WORK, VSWITCH_ADDRESS, FACT -> true;
            default -> false;
        };
    }

    private void enter(PodRef pod, AllocationRequest request, ScarceResource.@Nullable Kind kind) {
        if (kind == ScarceResource.Kind.NODE_SLOT) {
            shared.slots.line(request.node()).enter(pod);
        } else if (kind == ScarceResource.Kind.PARALLEL_WORK) {
            shared.work.line().enter(pod);
        } else {
            if (kind == ScarceResource.Kind.FACT) {
                forFacts.computeIfAbsent(request.node(), n -> new LinkedHashSet<>()).add(pod);
            }
            for (InterfaceRequest each : request.interfaces()) {
                each.vSwitches().forEach(id -> shared.ledger.line(id).enter(pod));
            }
            addressWanted.run();
        }
    }

    /** Leaves every line but that of {@code stays}; whom it held up may go on. */
    private void leave(PodRef pod, AllocationRequest request, ScarceResource.@Nullable Kind stays) {
        if (stays != ScarceResource.Kind.NODE_SLOT && shared.slots.line(request.node()).leave(pod)) {
            shared.callForNode(request.node());
        }
        if (stays != ScarceResource.Kind.PARALLEL_WORK && shared.work.line().leave(pod)) {
            shared.callForWork();
        }
        if (stays != ScarceResource.Kind.FACT) {
            Set<PodRef> pods = forFacts.getOrDefault(request.node(), Set.of());
            if (pods.contains(pod)) {
                pods.remove(pod);
            }
        }
        if (stays != ScarceResource.Kind.VSWITCH_ADDRESS && stays != ScarceResource.Kind.FACT) {
            for (InterfaceRequest each : request.interfaces()) {
                for (VSwitchId id : each.vSwitches()) {
                    if (shared.ledger.line(id).leave(pod)) {
                        shared.callForAddress(id);
                    }
                }
            }
        }
    }
}
