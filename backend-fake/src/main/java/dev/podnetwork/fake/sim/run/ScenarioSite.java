package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultMix;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.ClusterTimings;
import dev.podnetwork.fake.sim.cluster.NodeSpec;
import dev.podnetwork.fake.sim.cluster.PodTemplate;
import dev.podnetwork.fake.sim.cluster.SimAdmission;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.cluster.ViewFault;
import dev.podnetwork.fake.sim.cluster.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two zones, two vSwitches in each, nodes of both kinds and the workloads of a scenario. */
final class ScenarioSite {
    private static final VpcId VPC = VpcId.of("vpc-1");
    /** Interfaces that a Lingjun node takes: one is its own. */
    private static final InstanceTypeLimits LINGJUN = new InstanceTypeLimits("efg1.nvga1", 6, 6, 10, 0, false, 0);

    private static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");

    /** How many times as often a fault of the store or the view strikes when it is to prevail. */
    private static final double PREVAILS = 6;

    private final SimScenario scenario;
    private final SimRandom random;
    private final SimSite site;
    private final Map<VSwitchId, ZoneId> vSwitches = new LinkedHashMap<>();
    private final Map<PodRef, PodShape> shapes = new LinkedHashMap<>();
    private final List<InstanceTypeLimits> typeOfNode = new ArrayList<>();
    private int lastInstance;

    ScenarioSite(SimScenario scenario) {
        this.scenario = scenario;
        SimWorld world = new SimWorld(scenario.seed());
        this.random = world.newRandom();
        FakeCloud cloud = new FakeCloud(FakeCloudConfig.strict(), world, random.nextLong());
        FaultPlan faults = scenario.cloudPermille() == 0
                ? FaultPlan.none()
                : FaultPlan.random(random.nextLong(), scenario.cloudPermille() / 1000.0, mix(scenario.mix()));
        SimStore<Allocation> store = SimStore.ofAllocations(world);
        ClusterModel cluster = new ClusterModel(world, ClusterTimings.USUAL, this::admit);
        this.site = new SimSite(world, cloud, FakeLatencies.REALISTIC, faults, cluster, store);
        for (StoreFault each : StoreFault.values()) {
            double usual = each == StoreFault.TORN_BY_CRASH ? 0.1 : 1;
            double often = ("store " + each).equals(scenario.mix()) ? PREVAILS : usual;
            store.faults().chance(each, often * scenario.storePermille() / 1000.0);
        }
        for (ViewFault each : ViewFault.values()) {
            double usual = each == ViewFault.STALL ? 0.1 : 1;
            double often = ("view " + each).equals(scenario.mix()) ? PREVAILS : usual;
            cluster.faults().chance(each, often * scenario.viewPermille() / 1000.0);
        }
    }

    private static FaultMix mix(String name) {
        if (name.equals(SimScenario.EVERYDAY)) {
            return FaultMix.EVERYDAY;
        }
        return Fault.kinds().contains(name) ? FaultMix.mostly(name) : FaultMix.EVERYTHING;
    }

    SimSite site() {
        return site;
    }

    SimRandom random() {
        return random;
    }

    SecurityGroupId group() {
        return GROUP;
    }

    Map<VSwitchId, ZoneId> vSwitches() {
        return Collections.unmodifiableMap(vSwitches);
    }

    /** Builds the cloud and the nodes. */
    void build() {
        FakeCloud cloud = site.cloud();
        cloud.addSecurityGroup(GROUP, VPC);
        InstanceTypes.all().forEach(cloud::addInstanceType);
        for (int i = 0; i < 4; i++) {
            String zone = i < 2 ? "zone-a" : "zone-b";
            String id = "vsw-" + (i + 1);
            String cidr = "10." + i + ".0.0/" + scenario.vSwitchBits();
            cloud.addVSwitch(FakeVSwitch.of(id, VPC.value(), zone, cidr).withIpv6("2408:4005:0:" + (i + 1) + "::/64"));
            vSwitches.put(VSwitchId.of(id), ZoneId.of(zone));
        }
        int ordinary = scenario.trunkNodes() + scenario.exclusiveNodes();
        for (int i = 0; i < ordinary + scenario.lingjunNodes(); i++) {
            typeOfNode.add(i < ordinary ? typeOf(i < scenario.trunkNodes()) : LINGJUN);
            addNode(i);
        }
    }

    private InstanceTypeLimits typeOf(boolean trunk) {
        if (trunk) {
            return random.chance(0.5) ? InstanceTypes.U1_XLARGE : InstanceTypes.G7_XLARGE;
        }
        return random.chance(0.5) ? InstanceTypes.G6_LARGE : InstanceTypes.G6NV_8XLARGE;
    }

    int nodes() {
        return typeOfNode.size();
    }

    NodeRef node(int number) {
        return NodeRef.of("node-" + number);
    }

    /** Adds a node under its usual name, on a new instance. */
    void addNode(int number) {
        InstanceTypeLimits type = typeOfNode.get(number);
        ZoneId zone = ZoneId.of(number % 2 == 0 ? "zone-a" : "zone-b");
        if (number >= scenario.trunkNodes() + scenario.exclusiveNodes()) {
            addLingjunNode(number, zone);
            return;
        }
        InstanceId instance = InstanceId.of("i-" + ++lastInstance);
        site.cloud().addInstance(instance, type.instanceType(), VPC, zone);
        boolean trunk = number < scenario.trunkNodes();
        site.cluster()
                .addNode(
                        trunk
                                ? NodeSpec.trunk(
                                        node(number),
                                        instance,
                                        zone,
                                        site.cloud().inspect().trunkOf(instance).orElse(null),
                                        type.memberEniLimit())
                                : NodeSpec.exclusive(node(number), instance, zone, type.secondaryEniLimit()));
    }

    private void addLingjunNode(int number, ZoneId zone) {
        InstanceId instance = InstanceId.of("e01-" + ++lastInstance);
        List<VSwitchId> there = vSwitches.keySet().stream()
                .filter(id -> zone.equals(vSwitches.get(id)))
                .toList();
        LingjunNode node = new LingjunNode(instance, zone, VPC, there, LINGJUN.eniQuantity(), LINGJUN.ipv4PerEni());
        LingjunNodeType type = new LingjunNodeType(
                LINGJUN.instanceType(), LINGJUN.eniQuantity(), LINGJUN.ipv4PerEni(), LINGJUN.ipv6PerEni(), 0);
        site.cloud().addLingjunNode(node, type);
        site.cluster()
                .addNode(NodeSpec.lingjun(
                        node(number), instance, zone, LINGJUN.secondaryEniLimit(), EnoApi.lingjun(null)));
    }

    /** Adds the workloads, each at a moment of the first minute. */
    void populate() {
        for (int i = 0; i < scenario.stateful(); i++) {
            add(Workload.statefulSet(PodRef.of("default", "sts" + i), replicas(), plain()), true);
        }
        for (int i = 0; i < scenario.replicated(); i++) {
            add(Workload.deployment(PodRef.of("default", "dep" + i), replicas(), plain()), false);
        }
        for (int i = 0; i < scenario.bare(); i++) {
            add(Workload.bare(PodRef.of("default", "job" + i), plain()), false);
        }
    }

    private static PodTemplate plain() {
        return PodTemplate.labelled(Map.of());
    }

    int replicas() {
        return 1 + random.below(scenario.replicas());
    }

    private void add(Workload workload, boolean fixedNames) {
        int own = scenario.exclusiveNodes() + scenario.lingjunNodes();
        boolean exclusive = scenario.trunkNodes() == 0 || (own > 0 && random.chance(0.4));
        PodShape shape = PodShape.random(random, exclusive, fixedNames, this);
        shapes.put(workload.name(), exclusive && scenario.lingjunNodes() > 0 ? shape.withoutIpv6() : shape);
        Workload applied = fixedNames && random.chance(0.5) ? workload.inParallel() : workload;
        site.world()
                .schedule(
                        random.between(0, 60_000_000_000L), () -> site.cluster().apply(applied));
    }

    Optional<AllocationRequest> request(SimPod pod) {
        PodShape shape = shapes.get(pod.owner().name());
        return shape == null ? Optional.empty() : shape.request(pod);
    }

    private SimAdmission.Verdict admit(PodRef pod, Workload owner, Map<String, String> namespaceLabels) {
        PodShape shape = shapes.get(owner.name());
        if (shape == null) {
            return SimAdmission.Admitted.UNCHANGED;
        }
        String resource = shape.exclusive() ? NodeSpec.ENI : NodeSpec.MEMBER_ENI;
        return new SimAdmission.Admitted(null, resource, shape.interfaces(), zones(pod, shape));
    }

    private List<ZoneId> zones(PodRef pod, PodShape shape) {
        Allocation kept = site.store().get(pod).map(stored -> stored.record()).orElse(null);
        if (kept != null && kept.fixed()) {
            return List.of(kept.zone());
        }
        return shape.vSwitches().stream()
                .map(id -> Optional.ofNullable(vSwitches.get(id)).orElseThrow())
                .distinct()
                .toList();
    }
}
