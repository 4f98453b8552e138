package dev.podnetwork.core;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Feeds a {@link DeclaredPods} view from the calls that pass through. */
record DeclaringAllocator(PodNetworkAllocator inner, DeclaredPods pods) implements PodNetworkAllocator {
    @Override
    public CompletionStage<Binding> allocate(AllocationRequest request) {
        pods.allocated(request);
        return inner.allocate(request);
    }

    @Override
    public CompletionStage<Binding> allocate(AllocationRequest request, Duration patience) {
        pods.allocated(request);
        return inner.allocate(request, patience);
    }

    @Override
    public CompletionStage<Void> release(PodRef pod, PodUid uid) {
        pods.released(pod, uid);
        return inner.release(pod, uid);
    }

    @Override
    public Explanation explain(PodRef pod) {
        return inner.explain(pod);
    }

    @Override
    public AllocatorSnapshot snapshot() {
        return inner.snapshot();
    }

    @Override
    public void close() {
        inner.close();
    }
}
