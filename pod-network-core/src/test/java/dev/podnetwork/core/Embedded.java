package dev.podnetwork.core;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An embedder without Kubernetes: the library, the fake cloud, one node, and virtual time. */
final class Embedded {
    static final NodeRef NODE = NodeRef.of("node-1");
    static final VSwitchId VSW = VSwitchId.of("vsw-a");
    static final ZoneId ZONE = ZoneId.of("zone-a");
    static final int MEMBERS = 10;

    final SimWorld world = new SimWorld(5);
    final SimProcess process = world.start("embedder");
    final FaultPlan plan = FaultPlan.scripted(3);
    final DegradationSwitch degradation = new DegradationSwitch();
    final FakeCloud cloud;
    final DeclaredPods pods;
    final InMemoryRecordStore<Allocation> store = new InMemoryRecordStore<>(process);
    final PodNetworkAllocator allocator;

    Embedded() {
        this("10.0.0.0/24", UnaryOperator.identity());
    }

    Embedded(String cidr, UnaryOperator<PodNetworkAllocators.Builder> more) {
        FakeCloudConfig config = FakeCloudConfig.lenient().withLatencies(FakeLatencies.REALISTIC);
        cloud = new FakeCloud(config, clock(), 11)
                .addVSwitch(FakeVSwitch.of("vsw-a", "vpc-1", "zone-a", cidr))
                .addVSwitch(FakeVSwitch.of("vsw-node", "vpc-1", "zone-a", "10.9.0.0/24"))
                .addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"))
                .addInstanceType(InstanceTypes.G7_XLARGE)
                .addInstance(InstanceId.of("i-1"), "ecs.g7.xlarge", VSwitchId.of("vsw-node"));
        EniId trunk = cloud.inspect().trunkOf(InstanceId.of("i-1")).orElseThrow();
        pods = DeclaredPods.on(new NodeFacts(NODE, InstanceId.of("i-1"), ZONE, false, trunk, MEMBERS, 0));
        FakeCloudNetwork network = new FakeCloudNetwork(cloud, process, plan, config.latencies());
        allocator = more.apply(PodNetworkAllocators.builder(ClusterId.of("c-1"), network, pods)
                        .env(process)
                        .store(store)
                        .degradation(degradation))
                .build();
        world.runFor(Duration.ofMillis(10));
    }

    private CloudClock clock() {
        return new CloudClock() {
            @Override
            public Instant now() {
                return world.now();
            }

            @Override
            public void schedule(long delayNanos, Runnable task) {
                world.schedule(delayNanos, task);
            }
        };
    }

    static AllocationRequest wish(int pod, String uid, ReleasePolicy release, @Nullable AttachMode mode) {
        InterfaceSpec spec = new InterfaceSpec(
                "eth0", List.of(SecurityGroupId.of("sg-1")), release, mode, IpStack.IPV4, InterfaceExtras.NONE);
        return new AllocationRequest(
                pod(pod),
                PodUid.of(uid),
                NODE,
                List.of(new InterfaceRequest(spec, List.of(VSW), VSwitchSelectionPolicy.ORDERED)));
    }

    static AllocationRequest wish(int pod) {
        return wish(pod, "uid-" + pod, ReleasePolicy.ELASTIC, null);
    }

    static PodRef pod(int number) {
        return PodRef.of("default", "web-" + number);
    }

    <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!world.runUntil(future::isDone, Duration.ofMinutes(20))) {
            throw new AssertionError("not answered; " + allocator.snapshot());
        }
        return future.join();
    }

    /** What a stage of the door fails with, as its listener hears it: the exception itself, not wrapped. */
    Throwable failure(CompletionStage<?> stage) {
        CompletableFuture<Throwable> why = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenComplete((value, failure) -> {
            if (failure == null) {
                why.completeExceptionally(new AssertionError("succeeded with " + value));
            } else {
                why.complete(failure);
            }
        });
        return await(why);
    }

    void pass(Duration time) {
        world.runFor(time);
    }

    int enis() {
        return cloud.inspect().use(VSW).used();
    }
}
