package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.error.RejectedException;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.spi.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The glue of an embedder: wishes a network for every scheduled pod its process sees, and says when one is gone. It looks at
 * all pods at the start and again every {@code resync}, because notices get lost.
 */
public final class SimController {
    private final SimProcess process;
    private final ClusterModel cluster;
    private final ClusterView view;
    private final RequestResolver resolver;
    private final PodNetworkAllocator allocator;
    private final Duration resync;
    private final Consumer<Binding> told;
    private final Map<PodRef, PodUid> wished = new LinkedHashMap<>();
    private final Map<PodRef, String> rejected = new LinkedHashMap<>();
    private boolean stopped;

    /** Glue that does nothing yet. */
    SimController(SimPorts ports, SimFleet fleet, PodNetworkAllocator allocator) {
        this.process = ports.env();
        this.cluster = fleet.site().cluster();
        this.view = ports.view();
        this.resolver = fleet.resolver();
        this.allocator = allocator;
        this.resync = Duration.ofMinutes(5);
        this.told = fleet.invariants()::answered;
    }

    void start() {
        view.listen(new ClusterView.Listener() {
            @Override
            public void podChanged(PodRef pod) {
                look(pod);
            }

            @Override
            public void nodeChanged(NodeRef node) {}
        });
        lookAtAll();
    }

    void stop() {
        stopped = true;
        allocator.close();
    }

    /** The allocator it feeds. */
    public PodNetworkAllocator allocator() {
        return allocator;
    }

    /** Pods whose request was rejected, with the reason, as long as they exist. */
    public Map<PodRef, String> rejected() {
        return rejected;
    }

    private void lookAtAll() {
        if (stopped) {
            return;
        }
        List<PodRef> all = new ArrayList<>(wished.keySet());
        cluster.pods().forEach(pod -> all.add(pod.ref()));
        all.forEach(this::look);
        process.schedule(resync.toNanos(), this::lookAtAll);
    }

    private void look(PodRef ref) {
        if (stopped) {
            return;
        }
        PodAnswer answer = view.pod(ref);
        PodUid before = wished.get(ref);
        if (before != null && answer.isGone(before)) {
            wished.remove(ref);
            rejected.remove(ref);
            allocator.release(ref, before);
        }
        SimPod pod = cluster.pod(ref).orElse(null);
        boolean wanted = pod != null
                && answer instanceof PodAnswer.Scheduled scheduled
                && scheduled.uid().equals(pod.uid())
                && !pod.uid().equals(wished.get(ref));
        if (wanted && pod != null) {
            resolver.resolve(pod).ifPresent(this::allocate);
        }
    }

    private void allocate(AllocationRequest request) {
        wished.put(request.pod(), request.uid());
        allocator.allocate(request).whenComplete((binding, failure) -> {
            if (binding != null) {
                told.accept(binding);
            }
            Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
            if (cause instanceof RejectedException && request.uid().equals(wished.get(request.pod()))) {
                rejected.put(request.pod(), String.valueOf(cause.getMessage()));
            }
        });
    }
}
