package dev.podnetwork.core.sim;

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
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.check.CapacityOracle;
import dev.podnetwork.fake.sim.check.InvariantSettings;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.ClusterTimings;
import dev.podnetwork.fake.sim.cluster.NodeSpec;
import dev.podnetwork.fake.sim.cluster.PodTemplate;
import dev.podnetwork.fake.sim.cluster.SimAdmission;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.fake.sim.run.SimFleet;
import dev.podnetwork.fake.sim.run.SimSite;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A small watched world for directed stories: vSwitches vsw-a and vsw-b in zones a and b, nodes and workloads as the story
 * adds them, processes that are replaced when they crash. Not thread-safe.
 */
final class Stage {
    static final ZoneId ZONE_A = ZoneId.of("a");
    static final ZoneId ZONE_B = ZoneId.of("b");
    static final VSwitchId VSWITCH_A = VSwitchId.of("vsw-a");
    static final VSwitchId VSWITCH_B = VSwitchId.of("vsw-b");
    static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");

    private static final VpcId VPC = VpcId.of("vpc-1");
    private static final InstanceTypeLimits TYPE = new InstanceTypeLimits("sim.large", 4, 24, 30, 30, true, 0);

    final SimWorld world;
    final FakeCloud cloud;
    final FaultPlan faults;
    final SimStore<Allocation> store;
    final ClusterModel cluster;
    final SimFleet fleet;
    private final Map<PodRef, List<InterfaceRequest>> wishes = new LinkedHashMap<>();
    private final Map<VSwitchId, ZoneId> zones = Map.of(VSWITCH_A, ZONE_A, VSWITCH_B, ZONE_B);
    private List<SecurityGroupId> groups = List.of(GROUP);
    private InterfaceExtras extras = InterfaceExtras.NONE;
    private int wanted;
    private boolean replacing;

    Stage(long seed, SystemUnderTest system) {
        this(seed, system, "/20");
    }

    Stage(long seed, SystemUnderTest system, String prefix) {
        world = new SimWorld(seed);
        world.limitEvents(20_000_000);
        cloud = new FakeCloud(FakeCloudConfig.strict(), world, seed);
        faults = FaultPlan.scripted(seed);
        store = SimStore.ofAllocations(world);
        cluster = new ClusterModel(world, ClusterTimings.USUAL, (pod, owner, labels) -> admit(owner));
        SimSite site = new SimSite(world, cloud, FakeLatencies.REALISTIC, faults, cluster, store);
        InvariantSettings settings = InvariantSettings.usual()
                .withRates(FakeLimits.published()::perMinute)
                .withTokens(CoreSystem.TOKENS);
        fleet = new SimFleet(site, system, this::request, settings);
        cloud.addVSwitch(FakeVSwitch.of("vsw-a", VPC.value(), "a", "10.0.0.0" + prefix));
        cloud.addVSwitch(FakeVSwitch.of("vsw-b", VPC.value(), "b", "10.1.0.0" + prefix));
        cloud.addSecurityGroup(GROUP, VPC, 5_000);
        cloud.addInstanceType(TYPE);
    }

    /** This many processes from now on: a crashed one is replaced within 5 seconds. */
    Stage processes(int count) {
        boolean first = !replacing;
        replacing = true;
        wanted = count;
        if (first) {
            replace();
        }
        return this;
    }

    private void replace() {
        for (int have = fleet.alive().size(); have < wanted; have++) {
            fleet.start();
        }
        world.schedule(Duration.ofSeconds(5).toNanos(), this::replace);
    }

    /** A node with member slots, on an instance of its own. */
    Stage node(String name, ZoneId zone, int slots) {
        return node(name, "i-" + name, zone, slots);
    }

    /** The same on this instance. */
    Stage node(String name, String machine, ZoneId zone, int slots) {
        InstanceId instance = InstanceId.of(machine);
        cloud.addInstance(instance, TYPE.instanceType(), VPC, zone);
        cluster.addNode(NodeSpec.trunk(
                NodeRef.of(name),
                instance,
                zone,
                cloud.inspect().trunkOf(instance).orElse(null),
                slots));
        return this;
    }

    /** Workloads from now on ask for two security groups and a resource group. */
    Stage withGroups() {
        SecurityGroupId second = SecurityGroupId.of("sg-2");
        cloud.addSecurityGroup(second, VPC, 5_000);
        groups = List.of(GROUP, second);
        extras = new InterfaceExtras(false, List.of(), "rg-1", TrafficMode.STANDARD);
        return this;
    }

    /** Pods with stable names. */
    Stage stateful(String name, int replicas, ReleasePolicy release, int interfaces) {
        wish(name, release, interfaces);
        cluster.apply(Workload.statefulSet(ref(name), replicas, PodTemplate.labelled(Map.of())));
        return this;
    }

    /** Pods that keep their names, with one interface for each of these policies. */
    Stage stateful(String name, int replicas, List<ReleasePolicy> releases) {
        wish(name, releases);
        cluster.apply(Workload.statefulSet(ref(name), replicas, PodTemplate.labelled(Map.of())));
        return this;
    }

    /** Pods with random names. */
    Stage replicated(String name, int replicas, int interfaces) {
        wish(name, ReleasePolicy.ELASTIC, interfaces);
        cluster.apply(Workload.deployment(ref(name), replicas, PodTemplate.labelled(Map.of())));
        return this;
    }

    /** The policy of a workload changes; what is recorded already stays as it is. */
    void wishFromNowOn(String name, ReleasePolicy release, int interfaces) {
        wish(name, release, interfaces);
    }

    /** A retained record like this one, of another pod and interface. */
    static Allocation like(Allocation record, String pod, EniDescription eni) {
        AllocatedEni made =
                new AllocatedEni(eni.id(), eni.mac(), eni.vpc(), eni.zone(), eni.primaryIpv4(), null, null, null);
        return new Allocation(
                ref(pod),
                record.podUid(),
                record.node(),
                eni.zone(),
                record.instance(),
                record.trunk(),
                record.phase(),
                record.returning(),
                record.keep(),
                record.lastSeen(),
                List.of(record.interfaces().get(0).withEni(made)));
    }

    private void wish(String name, ReleasePolicy release, int interfaces) {
        wish(name, Collections.nCopies(interfaces, release));
    }

    private void wish(String name, List<ReleasePolicy> releases) {
        wishes.put(
                ref(name),
                IntStream.range(0, releases.size())
                        .mapToObj(
                                i -> new InterfaceSpec("eth" + i, groups, releases.get(i), null, IpStack.IPV4, extras))
                        .map(spec -> new InterfaceRequest(
                                spec, List.of(VSWITCH_A, VSWITCH_B), VSwitchSelectionPolicy.ORDERED))
                        .toList());
    }

    static PodRef ref(String name) {
        return PodRef.of("default", name);
    }

    private SimAdmission.Verdict admit(Workload owner) {
        int count = Objects.requireNonNull(wishes.get(owner.name())).size();
        return new SimAdmission.Admitted(null, NodeSpec.MEMBER_ENI, count, List.of());
    }

    private Optional<AllocationRequest> request(SimPod pod) {
        List<InterfaceRequest> wish = wishes.get(pod.owner().name());
        return wish == null
                ? Optional.empty()
                : pod.node().map(node -> new AllocationRequest(pod.ref(), pod.uid(), node, wish));
    }

    /** The record of a pod of this name. */
    Optional<Allocation> record(String pod) {
        return store.get(ref(pod)).map(stored -> stored.record());
    }

    boolean is(String pod, AllocationPhase phase) {
        return record(pod).filter(each -> each.phase() == phase).isPresent();
    }

    /** The interface that the record of a pod holds. */
    AllocatedEni held(String pod) {
        return Objects.requireNonNull(
                record(pod).orElseThrow().interfaces().get(0).eni(), pod + " holds nothing yet");
    }

    /** How many records are in a phase. */
    long count(AllocationPhase phase) {
        return store.all().stream()
                .filter(each -> each.record().phase() == phase)
                .count();
    }

    /** Waits for a record to be in a phase; it must get there. */
    Stage until(String pod, AllocationPhase phase) {
        if (!world.runUntil(() -> is(pod, phase), Duration.ofMinutes(30))) {
            throw new AssertionError(pod + " is never " + phase + " but " + record(pod) + " [" + world + "]");
        }
        return this;
    }

    /** Waits for a record to go; it must. */
    Stage untilGone(String pod) {
        if (!world.runUntil(() -> record(pod).isEmpty(), Duration.ofMinutes(60))) {
            throw new AssertionError("the record of " + pod + " stays: " + record(pod) + " [" + world + "]");
        }
        return this;
    }

    Stage minutes(long minutes) {
        world.runFor(Duration.ofMinutes(minutes));
        return this;
    }

    /** Lets everything come to rest and judges it. */
    void demandWell() {
        fleet.invariants().disturbed();
        world.active();
        rest();
        if (!oracle().findings().isEmpty()) {
            minutes(30);
            rest();
        }
        oracle().demandNone();
        if (store.lossyWrites() > 0) {
            throw new AssertionError(store.lossyWrites() + " writes lost a field [" + world + "]");
        }
    }

    private void rest() {
        if (!world.runUntilQuiet(Duration.ofMinutes(12), Duration.ofHours(6))) {
            throw new AssertionError("it still moves [" + world + "]");
        }
    }

    private CapacityOracle oracle() {
        CapacityOracle.World judged = new CapacityOracle.World(world, cluster, store, cloud.inspect());
        return new CapacityOracle(
                judged, zones, this::request, InvariantSettings.usual().ourTag());
    }
}
