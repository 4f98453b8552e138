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
import java.util.function.Consumer;
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

    /** What a pod waits in line for. */
    private enum Scarce {
        SLOT,
        WORK,
        ADDRESS,
        NODE_FACT
    }

    /** A step said this about the pod. */
    void update(PodRef pod, @Nullable AllocationRequest request, Explanation explanation) {
        Scarce scarce = request == null ? null : scarce(request, explanation.waitsFor());
        AllocationRequest before = waiting.get(pod);
        if (before != null) {
            leave(pod, before, before.equals(request) ? scarce : null);
        }
        if (request == null || scarce == null) {
            waiting.remove(pod);
        } else {
            waiting.put(pod, request);
            enter(pod, request, scarce);
        }
    }

    /** Pods that wait for something to be known of this node. */
    List<PodRef> forFacts(NodeRef node) {
        return List.copyOf(forFacts.getOrDefault(node, Set.of()));
    }

    @Nullable
    private static Scarce scarce(AllocationRequest request, @Nullable ScarceResource resource) {
        if (resource == null) {
            return null;
        }
        return switch (resource.kind()) {
            case NODE_SLOT -> Scarce.SLOT;
            case PARALLEL_WORK -> Scarce.WORK;
            case VSWITCH_ADDRESS -> Scarce.ADDRESS;
            case FACT -> aboutVSwitch(request, resource.id()) ? Scarce.ADDRESS : Scarce.NODE_FACT;
            default -> null;
        };
    }

    /** A pod that waits for a fact of its node is no reason to hold addresses back from others. */
    private static boolean aboutVSwitch(AllocationRequest request, String ids) {
        List<String> named = List.of(ids.split(","));
        for (InterfaceRequest each : request.interfaces()) {
            if (each.vSwitches().stream().anyMatch(id -> named.contains(id.value()))) {
                return true;
            }
        }
        return false;
    }

    /** Whoever is new in a line is called at once when something is free: it may have been freed since the step looked. */
    private void enter(PodRef pod, AllocationRequest request, Scarce scarce) {
        switch (scarce) {
            case SLOT -> {
                if (shared.slots.line(request.node()).enter(pod)) {
                    shared.callForNode(request.node());
                }
            }
            case WORK -> {
                if (shared.work.line().enter(pod)) {
                    shared.callForWork();
                }
            }
            case ADDRESS -> {
                forAddresses(request, id -> shared.ledger.line(id).enter(pod));
                addressWanted.run();
            }
            case NODE_FACT -> forFacts.computeIfAbsent(request.node(), n -> new LinkedHashSet<>()).add(pod);
        }
    }

    /** Leaves every line but that of {@code stays}; whom it held up may go on. */
    private void leave(PodRef pod, AllocationRequest request, @Nullable Scarce stays) {
        if (stays != Scarce.SLOT && shared.slots.line(request.node()).leave(pod)) {
            shared.callForNode(request.node());
        }
        if (stays != Scarce.WORK && shared.work.line().leave(pod)) {
            shared.callForWork();
        }
        if (stays != Scarce.NODE_FACT) {
            forFacts.computeIfPresent(request.node(), (node, pods) -> {
                pods.remove(pod);
                return pods.isEmpty() ? null : pods;
            });
        }
        if (stays != Scarce.ADDRESS) {
            forAddresses(request, id -> {
                if (shared.ledger.line(id).leave(pod)) {
                    shared.callForAddress(id);
                }
            });
        }
    }

    private static void forAddresses(AllocationRequest request, Consumer<VSwitchId> each) {
        request.interfaces().forEach(one -> one.vSwitches().forEach(each));
    }
}
