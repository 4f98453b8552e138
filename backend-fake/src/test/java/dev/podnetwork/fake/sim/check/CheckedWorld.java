package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.ClusterTimings;
import dev.podnetwork.fake.sim.cluster.NodeSpec;
import dev.podnetwork.fake.sim.cluster.PodTemplate;
import dev.podnetwork.fake.sim.cluster.SimAdmission;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.fake.sim.run.SimFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One trunk node with one pod, and everything the system would do, done by hand. */
final class CheckedWorld {
    static final PodRef POD = PodRef.of("default", "web-0");
    static final NodeRef NODE = NodeRef.of("n1");
    static final InstanceId INSTANCE = InstanceId.of("i-1");
    static final ZoneId ZONE = ZoneId.of("zone-a");
    static final VSwitchId VSWITCH = VSwitchId.of("vsw-1");
    static final String TAG = "podnetwork.dev/intent";

    final SimWorld world = new SimWorld(9);
    final FakeCloud cloud = new FakeCloud(FakeCloudConfig.lenient(), world, 9);
    final SimStore<Allocation> store = SimStore.ofAllocations(world);
    final ClusterModel cluster = new ClusterModel(
            world,
            ClusterTimings.USUAL,
            (pod, owner, labels) -> new SimAdmission.Admitted(null, NodeSpec.MEMBER_ENI, 1, List.of()));
    final Invariants invariants;
    final SimProcess process = world.start("controller");

    CheckedWorld() {
        this(InvariantSettings.usual());
    }

    CheckedWorld(InvariantSettings settings) {
        invariants = new Invariants(world, store, cluster, SimFleet.truth(cloud.inspect()), settings);
        cloud.onEniChange(invariants::eniChanged);
        cloud.addVSwitch(FakeVSwitch.of("vsw-1", "vpc-1", "zone-a", "10.0.0.0/24"));
        cloud.addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"));
        cloud.addInstanceType(InstanceTypes.G7_XLARGE);
        cloud.addInstance(INSTANCE, InstanceTypes.G7_XLARGE.instanceType(), VpcId.of("vpc-1"), ZONE);
        cluster.addNode(NodeSpec.trunk(NODE, INSTANCE, ZONE, trunk(), 16));
        cluster.apply(Workload.statefulSet(PodRef.of("default", "web"), 1, PodTemplate.labelled(Map.of())));
        world.runFor(Duration.ofSeconds(5));
    }

    EniId trunk() {
        return cloud.inspect().trunkOf(INSTANCE).orElseThrow();
    }

    SimPod pod() {
        return cluster.pod(POD).orElseThrow();
    }

    /** An interface of ours in the cloud. */
    EniDescription create(String token) {
        return create(token, Map.of(TAG, token));
    }

    /** An interface of somebody else. */
    void createOther(String token) {
        create(token, Map.of("owner", "somebody"));
    }

    private EniDescription create(String token, Map<String, String> tags) {
        CloudOp.CreateEni op = new CloudOp.CreateEni(
                VSWITCH, List.of(SecurityGroupId.of("sg-1")), 0, false, null, TrafficMode.STANDARD, tags, token);
        CloudReply reply = cloud.call(op);
        return ((CloudReply.EniCreated) reply).eni();
    }

    void attach(EniId eni) {
        cloud.call(new CloudOp.AttachEni(eni, INSTANCE, trunk(), null));
        world.runFor(Duration.ofSeconds(1));
    }

    /** The record of the pod with this interface, in ATTACHING. */
    Allocation record(PodRef key, EniDescription eni, ReleasePolicy release) {
        InterfaceSpec spec = new InterfaceSpec(
                "eth0", List.of(SecurityGroupId.of("sg-1")), release, null, IpStack.IPV4, InterfaceExtras.NONE);
        AllocatedEni held =
                new AllocatedEni(eni.id(), eni.mac(), null, eni.zone(), eni.primaryIpv4(), null, null, null);
        return new Allocation(
                key,
                pod().uid(),
                NODE,
                ZONE,
                INSTANCE,
                trunk(),
                AllocationPhase.ATTACHING,
                false,
                false,
                null,
                List.of(new InterfaceAllocation(spec, VSWITCH, 1, held, null)));
    }

    Allocation now() {
        return store.get(POD).orElseThrow().record();
    }

    EniId held() {
        return Objects.requireNonNull(now().interfaces().get(0).eni()).id();
    }

    /** Does everything right up to the bound pod. */
    void bind(ReleasePolicy release) {
        EniDescription eni = create("token-1");
        store.put(POD, record(POD, eni, release));
        attach(eni.id());
        putBound();
    }

    void putBound() {
        Attached attached = new Attached(AttachMode.TRUNK_MEMBER, 1, null);
        store.put(
                POD,
                now().in(AllocationPhase.BOUND)
                        .seenAt(world.storeTime())
                        .withInterface(0, now().interfaces().get(0).withAttached(attached)));
    }

    /** Ends the pod for good and does everything right up to the retained record. */
    void retain() {
        cluster.remove(PodRef.of("default", "web"));
        world.runFor(Duration.ofMinutes(1));
        store.put(POD, now().detaching(true).seenAt(world.storeTime()));
        cloud.call(new CloudOp.DetachEni(held(), INSTANCE, trunk()));
        world.runFor(Duration.ofSeconds(1));
        store.put(POD, now().in(AllocationPhase.RETAINED).unattached());
    }

    void minutes(int minutes) {
        world.runFor(Duration.ofMinutes(minutes));
    }

    CapacityOracle oracle(Function<SimPod, Optional<AllocationRequest>> requests) {
        return new CapacityOracle(
                new CapacityOracle.World(world, cluster, store, cloud.inspect()), Map.of(VSWITCH, ZONE), requests, TAG);
    }
}
