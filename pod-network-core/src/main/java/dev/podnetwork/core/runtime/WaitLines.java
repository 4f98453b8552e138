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
    private final Map<PodRef, Place> waiting = new LinkedHashMap<>();
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
        QUOTA,
        NODE_FACT
    }

    /**
     * Where a pod waits.
     *
     * @param scarce in front of what
     * @param node the node it is to be bound on
     * @param vSwitches those whose addresses it lacks
     * @param quota the quota that is used up, empty for none
     */
    private record Place(Scarce scarce, NodeRef node, List<VSwitchId> vSwitches, String quota) {
        Place(Scarce scarce, NodeRef node, List<VSwitchId> vSwitches) {
            this(scarce, node, vSwitches, "");
        }
    }

    /** A step said this about the pod. */
    void update(PodRef pod, @Nullable AllocationRequest request, Explanation explanation) {
        Place now = request == null ? null : place(request, explanation.waitsFor());
        if (now == null && waiting.isEmpty()) {
            return;
        }
        Place before = now == null ? waiting.remove(pod) : waiting.put(pod, now);
        if (before != null && !before.equals(now)) {
            leave(pod, before);
        }
        if (now != null && request != null) {
            if (now.scarce() == Scarce.SLOT || now.scarce() == Scarce.WORK) {
                noteWants(pod, request);
            }
            enter(pod, now);
        }
    }

    /** Tells what it will ask for when it is called. */
    private void noteWants(PodRef pod, AllocationRequest request) {
        request.interfaces().forEach(each -> each.vSwitches().forEach(shared.ledger::name));
        if (request.interfaces().size() > 1) {
            shared.wide.add(pod);
        }
    }

    /** Pods that wait for something to be known of this node. */
    List<PodRef> forFacts(NodeRef node) {
        return List.copyOf(forFacts.getOrDefault(node, Set.of()));
    }

    @Nullable
    private static Place place(AllocationRequest request, @Nullable ScarceResource resource) {
        if (resource == null) {
            return null;
        }
        List<VSwitchId> named = named(request, resource.id());
        return switch (resource.kind()) {
            case NODE_SLOT -> new Place(Scarce.SLOT, request.node(), List.of());
            case PARALLEL_WORK -> new Place(Scarce.WORK, request.node(), List.of());
            case VSWITCH_ADDRESS -> new Place(Scarce.ADDRESS, request.node(), named);
            case QUOTA -> new Place(Scarce.QUOTA, request.node(), List.of(), resource.id());
            case FACT -> new Place(named.isEmpty() ? Scarce.NODE_FACT : Scarce.ADDRESS, request.node(), named);
            default -> null;
        };
    }

    /** The vSwitches that the pod lacks something of; it holds nobody up at the others. */
    private static List<VSwitchId> named(AllocationRequest request, String ids) {
        List<String> names = List.of(ids.split(","));
        Set<VSwitchId> named = new LinkedHashSet<>();
        for (InterfaceRequest each : request.interfaces()) {
            each.vSwitches().stream().filter(id -> names.contains(id.value())).forEach(named::add);
        }
        return List.copyOf(named);
    }

    /** Whoever is new in a line, or next to one that could not take, is called at once when something is free. */
    private void enter(PodRef pod, Place place) {
        switch (place.scarce()) {
            case SLOT -> {
                if (shared.slots.line(place.node()).enter(pod)) {
                    shared.passOnNode(place.node());
                }
            }
            case WORK -> {
                if (shared.work.line().enter(pod)) {
                    shared.passOnWork();
                }
            }
            case ADDRESS -> {
                for (VSwitchId id : place.vSwitches()) {
                    if (shared.ledger.line(id).enter(pod)) {
                        shared.passOnAddress(id);
                    }
                }
                addressWanted.run();
            }
            case QUOTA -> {
                if (shared.quotas.line(place.quota()).enter(pod)) {
                    shared.passOnQuota(place.quota());
                }
            }
            case NODE_FACT ->
                forFacts.computeIfAbsent(place.node(), n -> new LinkedHashSet<>())
                        .add(pod);
        }
    }

    /** Whom the pod held up may go on. */
    private void leave(PodRef pod, Place place) {
        shared.wide.remove(pod);
        switch (place.scarce()) {
            case SLOT -> {
                shared.slots.line(place.node()).leave(pod);
                shared.passOnNode(place.node());
            }
            case WORK -> {
                shared.work.line().leave(pod);
                shared.passOnWork();
            }
            case ADDRESS ->
                place.vSwitches().forEach(id -> {
                    shared.ledger.line(id).leave(pod);
                    shared.passOnAddress(id);
                });
            case QUOTA -> {
                shared.quotas.line(place.quota()).leave(pod);
                shared.passOnQuota(place.quota());
            }
            case NODE_FACT ->
                forFacts.computeIfPresent(place.node(), (node, pods) -> {
                    pods.remove(pod);
                    return pods.isEmpty() ? null : pods;
                });
        }
    }
}
