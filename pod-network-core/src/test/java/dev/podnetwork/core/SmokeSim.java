package dev.podnetwork.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.*;
import dev.podnetwork.api.allocation.*;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.fake.*;
import dev.podnetwork.fake.sim.*;
import dev.podnetwork.fake.sim.cluster.*;
import dev.podnetwork.spi.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.junit.jupiter.api.Test;

class SmokeSim {
    @Test
    void rollout() {
        run(1000, 50, true);
    }

    static void run(int pods, int perNode, boolean limits) {
        SimWorld world = new SimWorld(1);
        CloudClock clock = new CloudClock() {
            public Instant now() { return world.now(); }
            public void schedule(long n, Runnable r) { world.schedule(n, r); }
        };
        FakeCloudConfig config = limits ? FakeCloudConfig.strict() : FakeCloudConfig.lenient();
        FakeCloud cloud = new FakeCloud(config, clock, 1);
        cloud.addVSwitch(FakeVSwitch.of("vsw-a", "vpc-1", "zone-a", "10.0.0.0/12"));
        cloud.addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"), 65536);
        cloud.addInstanceType(new dev.podnetwork.api.capacity.InstanceTypeLimits("t", 4, 4 + perNode, 30, 30, true, 0));
        SimStore<Allocation> store = SimStore.ofAllocations(world);
        ClusterModel cluster = new ClusterModel(world, ClusterTimings.USUAL, (pod, owner, labels) -> new SimAdmission.Admitted(null, "aliyun/member-eni", 1, List.of()));
        int nodes = (pods + perNode - 1) / perNode;
        for (int i = 0; i < nodes; i++) {
            InstanceId id = InstanceId.of("i-" + i);
            cloud.addInstance(id, "t", VSwitchId.of("vsw-a"));
            cluster.addNode(NodeSpec.trunk(NodeRef.of("n-" + i), id, ZoneId.of("zone-a"), cloud.inspect().trunkOf(id).orElseThrow(), perNode));
        }
        SimProcess process = world.start("controller");
        ClusterView view = cluster.view(process);
        Map<String, Integer> phases = new TreeMap<>();
        long[] steps = {0};
        PodNetworkAllocators.Builder b = PodNetworkAllocators.builder(ClusterId.of("c1"), new FakeCloudNetwork(cloud, process, FaultPlan.none(), config.latencies()), view).env(process).store(store.handle(process)).trace(s -> { steps[0]++; if (System.getProperty("trace") != null) System.out.println(Duration.ofNanos(world.nanos()) + " " + s.key() + " " + s.events() + " " + s.before() + "->" + s.after() + " " + s.effects() + " " + s.explanation().message()); });
        if (!limits) b.withoutLimits();
        PodNetworkAllocator allocator = b.build();
        InterfaceSpec spec = new InterfaceSpec("eth0", List.of(SecurityGroupId.of("sg-1")), ReleasePolicy.ELASTIC, null, IpStack.IPV4, InterfaceExtras.NONE);
        List<InterfaceRequest> wishes = List.of(new InterfaceRequest(spec, List.of(VSwitchId.of("vsw-a")), VSwitchSelectionPolicy.ORDERED));
        int[] bound = {0};
        long[] at = new long[pods + 1];
        Set<PodUid> asked = new HashSet<>();
        view.listen(new ClusterView.Listener() {
            public void podChanged(PodRef pod) {
                if (view.pod(pod) instanceof PodAnswer.Scheduled s && asked.add(s.uid())) {
                    allocator.allocate(new AllocationRequest(pod, s.uid(), s.node(), wishes)).thenAccept(x -> { at[bound[0]++] = world.nanos(); cluster.bound(pod, s.uid()); });
                }
            }
            public void nodeChanged(NodeRef n) {}
        });
        long t0 = System.nanoTime();
        cluster.apply(Workload.deployment(PodRef.of("default", "web"), pods, PodTemplate.labelled(Map.of())));
        world.runUntil(() -> bound[0] == pods, Duration.ofMinutes(10));
        System.out.println("bound " + bound[0] + " at " + Duration.ofNanos(world.nanos()) + " events " + world.events() + " steps " + steps[0] + " wall ms " + (System.nanoTime() - t0) / 1000000 + " writes " + store.writes());
        System.out.println(cloud.inspect().calls());
        System.out.println(allocator.snapshot());
        if (pods >= 1000) System.out.println("rate 100..900: " + 800e9 / (at[900] - at[100]) + " of " + 450 / 60.0);
        assertThat(bound[0]).isEqualTo(pods);
        cluster.scale(PodRef.of("default", "web"), 0);
        world.runUntil(() -> store.size() == 0, Duration.ofMinutes(30));
        System.out.println("gone at " + Duration.ofNanos(world.nanos()) + " events " + world.events() + " " + store.writes() + " left " + store.size() + " enis " + cloud.inspect().eniCount());
        System.out.println(cloud.inspect().calls());
        assertThat(store.size()).isZero();
    }
}
