package dev.podnetwork.bench;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.spi.ClusterView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What an embedder adds: wishes a network for each scheduled pod that the view shows, and lets the pod run once it is bound. */
final class PodFeed implements ClusterView.Listener {
    private final ClusterModel cluster;
    private final ClusterView view;
    private final PodNetworkAllocator allocator;
    private final Function<PodRef, List<InterfaceRequest>> wishes;
    private final Runnable whenBound;
    private final Set<PodUid> asked = new HashSet<>();
    private int bound;

    PodFeed(
            ClusterModel cluster,
            ClusterView view,
            PodNetworkAllocator allocator,
            Function<PodRef, List<InterfaceRequest>> wishes,
            Runnable whenBound) {
        this.cluster = cluster;
        this.view = view;
        this.allocator = allocator;
        this.wishes = wishes;
        this.whenBound = whenBound;
    }

    int bound() {
        return bound;
    }

    @Override
    public void podChanged(PodRef pod) {
        if (view.pod(pod) instanceof PodAnswer.Scheduled scheduled && asked.add(scheduled.uid())) {
            PodUid uid = scheduled.uid();
            allocator
                    .allocate(new AllocationRequest(pod, uid, scheduled.node(), wishes.apply(pod)))
                    .thenAccept(binding -> bound(pod, uid));
        }
    }

    @Override
    public void nodeChanged(NodeRef node) {}

    private void bound(PodRef pod, PodUid uid) {
        bound++;
        cluster.bound(pod, uid);
        whenBound.run();
    }
}
