package dev.podnetwork.bench;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.check.CloudTruth;
import dev.podnetwork.fake.sim.check.InvariantSettings;
import dev.podnetwork.fake.sim.check.Invariants;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.ClusterTimings;
import dev.podnetwork.fake.sim.cluster.NodeSpec;
import dev.podnetwork.fake.sim.cluster.PodTemplate;
import dev.podnetwork.fake.sim.cluster.SimAdmission;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.TraceSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A running simulation of a {@link SiteSpec}: the real allocator between a simulated cluster, store and cloud. */
final class Site {
    private static final VpcId VPC = VpcId.of("vpc-1");
    private static final ZoneId ZONE = ZoneId.of("zone-a");
    static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");
    /** When the first workload arrives, nanoseconds: caches are synced by then. */
    static final long FIRST_ARRIVAL = 2_000_000_000L;

    private static final SimAdmission.Admitted ONE_MEMBER =
            new SimAdmission.Admitted(null, NodeSpec.MEMBER_ENI, 1, List.of());
    private static final String TYPE = "bench.100-members";

    private final SiteSpec spec;
    private final SimWorld world;
    private final FakeCloud cloud;
    private final SimStore<Allocation> store;
    private final ClusterModel cluster;
    private final PodNetworkAllocator allocator;
    private final PodFeed feed;
    private final @Nullable Invariants invariants;
    private final List<List<InterfaceRequest>> wishes = new ArrayList<>();
    private int arrived;

    Site(SiteSpec spec, TraceSink trace, Runnable whenBound) {
        this.spec = spec;
        this.world = new SimWorld(spec.seed());
        this.cloud = new FakeCloud(spec.cloud(), world, spec.seed());
        this.store = SimStore.ofAllocations(world);
        this.cluster = new ClusterModel(world, ClusterTimings.USUAL, (pod, owner, labels) -> ONE_MEMBER);
        this.invariants = spec.oneKeyIn() == 0 ? null : watch();
        build();
        SimProcess process = world.start("controller");
        ClusterView view = cluster.view(process);
        PodNetworkAllocators.Builder builder = PodNetworkAllocators.builder(
                        ClusterId.of("c-bench"), port(process), view)
                .env(process)
                .store(store.handle(process))
                .trace(trace);
        this.allocator = (spec.limited() ? builder : builder.withoutLimits()).build();
        this.feed = new PodFeed(cluster, view, allocator, this::wish, whenBound);
        view.listen(feed);
    }

    private Invariants watch() {
        CloudTruth truth = new CloudTruth() {
            @Override
            public Optional<EniDescription> eni(EniId id) {
                return cloud.inspect().eni(id);
            }

            @Override
            public List<EniDescription> enis() {
                return cloud.inspect().enis();
            }
        };
        Invariants watching = new Invariants(
                world, store, cluster, truth, InvariantSettings.usual().sampling(spec.oneKeyIn()));
        cloud.onEniChange(watching::eniChanged);
        return watching;
    }

    /** Something that takes the nodes of a fleet. */
    interface NodeSink {
        void node(int number, InstanceId instance, EniId trunk);
    }

    private void build() {
        furnish(
                cloud,
                spec,
                (number, instance, trunk) -> cluster.addNode(
                        NodeSpec.trunk(NodeRef.of("node-" + number), instance, ZONE, trunk, spec.slotsPerNode())));
        for (int i = 0; i < spec.vSwitches(); i++) {
            wishes.add(List.of(new InterfaceRequest(
                    new InterfaceSpec(
                            "eth0", List.of(GROUP), ReleasePolicy.ELASTIC, null, IpStack.IPV4, InterfaceExtras.NONE),
                    List.of(vSwitch(i)),
                    VSwitchSelectionPolicy.ORDERED)));
        }
    }

    static VSwitchId vSwitch(int number) {
        return VSwitchId.of("vsw-" + number);
    }

    /** Fills an account with what the spec asks for. */
    static void furnish(FakeCloud cloud, SiteSpec spec, NodeSink nodes) {
        cloud.addSecurityGroup(GROUP, VPC, 10_000_000);
        cloud.addInstanceType(new InstanceTypeLimits(TYPE, 4, 4 + spec.slotsPerNode(), 30, 30, true, 0));
        for (int i = 0; i < spec.vSwitches(); i++) {
            cloud.addVSwitch(FakeVSwitch.of(vSwitch(i).value(), VPC.value(), ZONE.value(), "10." + i + ".0.0/16"));
        }
        for (int i = 0; i < spec.nodes(); i++) {
            InstanceId instance = InstanceId.of("i-" + i);
            cloud.addInstance(instance, TYPE, VPC, ZONE);
            nodes.node(i, instance, cloud.inspect().trunkOf(instance).orElseThrow());
        }
    }

    private CloudNetwork port(SimProcess process) {
        CloudNetwork port = new FakeCloudNetwork(
                cloud, process, FaultPlan.none(), spec.cloud().latencies());
        Invariants watching = invariants;
        if (watching == null) {
            return port;
        }
        return new CloudNetwork() {
            @Override
            public CompletionStage<CloudReply> call(CloudOp op) {
                watching.sent(process, Leadership.always(), op);
                return port.call(op);
            }

            @Override
            public void close() {
                port.close();
            }
        };
    }

    /** Pods of one Deployment share their policy, and so their vSwitch. */
    private List<InterfaceRequest> wish(PodRef pod) {
        int from = pod.name().indexOf('w') + 1;
        int workload = Integer.parseInt(pod.name(), from, pod.name().indexOf('-'), 10);
        return wishes.get(workload % wishes.size());
    }

    /** Lets the Deployments arrive, one after the other. */
    void arrive() {
        world.schedule(FIRST_ARRIVAL, this::next);
    }

    private void next() {
        if (arrived < spec.workloads()) {
            PodRef name = PodRef.of("default", "w" + arrived);
            cluster.apply(Workload.deployment(name, spec.podsPerWorkload(), PodTemplate.labelled(Map.of())));
            arrived++;
            world.schedule(spec.everyNanos(), this::next);
        }
    }

    SiteSpec spec() {
        return spec;
    }

    SimWorld world() {
        return world;
    }

    FakeCloud cloud() {
        return cloud;
    }

    SimStore<Allocation> store() {
        return store;
    }

    PodNetworkAllocator allocator() {
        return allocator;
    }

    int bound() {
        return feed.bound();
    }

    /** How many changes were checked against the invariants. */
    long checks() {
        return invariants == null ? 0 : invariants.checks();
    }
}
