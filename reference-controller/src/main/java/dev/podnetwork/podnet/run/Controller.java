package dev.podnetwork.podnet.run;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * One controller process: an allocator, and the glue that wishes a network for each scheduled pod and gives it back when the
 * pod is gone. It forgets everything when it {@linkplain #crash crashes}.
 */
final class Controller {
    private static final ClusterId CLUSTER = ClusterId.of("podnet");
    private static final Duration RESYNC = Duration.ofMinutes(5);
    private static final List<String> APIS = List.of(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface",
            "DescribeNetworkInterfaces",
            "DescribeVSwitches",
            "AssignPrivateIpAddresses",
            "UnassignPrivateIpAddresses",
            "AssignIpv6Addresses",
            "UnassignIpv6Addresses",
            "TagResources",
            "CreateElasticNetworkInterface",
            "AttachElasticNetworkInterface",
            "DetachElasticNetworkInterface",
            "DeleteElasticNetworkInterface",
            "ListElasticNetworkInterfaces");

    private final SimProcess process;
    private final ClusterModel cluster;
    private final ClusterAdmission admission;
    private final ClusterView view;
    private final PodNetworkAllocator allocator;
    private final Map<PodRef, PodUid> wished = new LinkedHashMap<>();

    /**
     * The world around a controller.
     *
     * @param cluster the cluster
     * @param store the records
     * @param cloud the cloud
     * @param faults what goes wrong with it
     * @param limits its rate limits, which the controller keeps
     * @param latencies how long its answers take
     * @param degradation the emergency switch
     * @param admission says what pods ask for
     * @param story hears what pods wait for
     */
    record World(
            ClusterModel cluster,
            SimStore<Allocation> store,
            FakeCloud cloud,
            FaultPlan faults,
            FakeLimits limits,
            FakeLatencies latencies,
            DegradationSwitch degradation,
            ClusterAdmission admission,
            Story story) {}

    Controller(SimProcess process, World world) {
        this.process = process;
        this.cluster = world.cluster();
        this.admission = world.admission();
        this.view = cluster.view(process);
        this.allocator = PodNetworkAllocators.builder(
                        CLUSTER, new FakeCloudNetwork(world.cloud(), process, world.faults(), world.latencies()), view)
                .env(process)
                .store(world.store().handle(process))
                .degradation(world.degradation())
                .rateLimits(limits(world))
                .trace(step -> tell(world.story(), step))
                .build();
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

    /** Waits and refusals; where a record goes is told by the store. */
    private static void tell(Story story, TraceSink.Step step) {
        Explanation said = step.explanation();
        if (said.state() == Explanation.State.WAITING || said.state() == Explanation.State.REJECTED) {
            story.said(step.key(), said.state().name(), said.message());
        }
    }

    Explanation explain(PodRef pod) {
        return allocator.explain(pod);
    }

    AllocatorSnapshot snapshot() {
        return allocator.snapshot();
    }

    SimProcess process() {
        return process;
    }

    void crash() {
        process.crash();
    }

    private void lookAtAll() {
        List<PodRef> all = new ArrayList<>(wished.keySet());
        cluster.pods().forEach(pod -> all.add(pod.ref()));
        all.forEach(this::look);
        process.schedule(RESYNC.toNanos(), this::lookAtAll);
    }

    private void look(PodRef ref) {
        PodAnswer answer = view.pod(ref);
        PodUid before = wished.get(ref);
        if (before != null && answer.isGone(before)) {
            wished.remove(ref);
            CompletionStage<Void> unused = allocator.release(ref, before);
        }
        SimPod pod = cluster.pod(ref).orElse(null);
        if (pod != null
                && answer instanceof PodAnswer.Scheduled scheduled
                && scheduled.uid().equals(pod.uid())
                && !pod.uid().equals(wished.get(ref))
                && view.node(scheduled.node()) instanceof NodeAnswer.Present node) {
            admission.request(pod, mode(node)).ifPresent(this::allocate);
        }
    }

    private static NetworkMode mode(NodeAnswer.Present node) {
        return mode(node.facts());
    }

    static NetworkMode mode(SimNode node) {
        return mode(node.spec().facts());
    }

    private static NetworkMode mode(NodeFacts node) {
        if (node.exclusive()) {
            return NetworkMode.EXCLUSIVE;
        }
        return node.trunk() == null ? NetworkMode.SHARED : NetworkMode.TRUNK;
    }

    /** The account's rate limits. */
    static Map<String, Integer> limits(World world) {
        Map<String, Integer> perMinute = new LinkedHashMap<>();
        APIS.forEach(api -> perMinute.put(api, world.limits().perMinute(api)));
        return perMinute;
    }

    private void allocate(AllocationRequest request) {
        wished.put(request.pod(), request.uid());
        CompletionStage<Binding> unused = allocator.allocate(request);
    }
}
