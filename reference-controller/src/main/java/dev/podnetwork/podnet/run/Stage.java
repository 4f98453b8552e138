package dev.podnetwork.podnet.run;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.core.capacity.CapacityCalculator;
import dev.podnetwork.core.capacity.NodeIdentity;
import dev.podnetwork.core.config.TrunkSwitch;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeEni;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.NodeSpec;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.plan.StartRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds what is there before the story begins. */
final class Stage {
    private static final String REGION = "cn-hangzhou";

    private final Simulation plan;
    private final FakeCloud cloud;
    private final Story story;

    Stage(Simulation plan, FakeCloud cloud, Story story) {
        this.story = story;
        this.plan = plan;
        this.cloud = cloud;
    }

    void buildCloud() {
        plan.cloud().vSwitches().forEach(cloud::addVSwitch);
        plan.cloud()
                .securityGroups()
                .forEach(each -> cloud.addSecurityGroup(each.id(), each.vpc(), each.maxAddresses()));
        plan.cloud().instanceTypes().forEach(cloud::addInstanceType);
        plan.nodes().forEach(this::addInstance);
    }

    /** Of a shared pool a trunk takes its place, and no pod gets an address of its vSwitch, which nobody declared. */
    private void addInstance(NodePlan node) {
        String type = node.type().instanceType();
        if (node.api().lingjun() && ServingApi.ofNode(node.api()) != ServingApi.ECS) {
            addLingjunNode(node);
            return;
        }
        boolean shared = plan.pool() != null && !node.exclusive();
        if (shared && !TrunkSwitch.decide(null, plan.eniConfig().trunking()).on()) {
            cloud.addInstanceWithoutTrunk(node.instance(), type, plan.cloud().vpc(), node.zone());
            return;
        }
        cloud.addInstance(node.instance(), type, plan.cloud().vpc(), node.zone());
        EniId trunk = cloud.inspect().trunkOf(node.instance()).orElse(null);
        if (shared && trunk != null) {
            cloud.tagEni(trunk, SharedPoolSpec.LEFT_ALONE);
        }
    }

    private void addLingjunNode(NodePlan node) {
        List<VSwitchId> there = plan.cloud().vSwitches().stream()
                .filter(each -> each.zone().equals(node.zone())
                        && each.vpc().equals(plan.cloud().vpc()))
                .map(FakeVSwitch::id)
                .toList();
        InstanceTypeLimits type = node.type();
        VpcId vpc = plan.cloud().vpc();
        cloud.addLingjunNode(
                new LingjunNode(node.instance(), node.zone(), vpc, there, type.eniQuantity(), type.ipv4PerEni()),
                new LingjunNodeType(type.instanceType(), type.eniQuantity(), type.ipv4PerEni(), type.ipv6PerEni(), 0));
    }

    void addNodes(ClusterModel cluster, boolean trunk) {
        for (NodePlan node : plan.nodes()) {
            cluster.addNode(spec(node, trunk));
            if (node.cordoned()) {
                cluster.cordon(node.name(), true);
            }
        }
    }

    private NodeSpec spec(NodePlan node, boolean trunk) {
        EniId named = trunk && !node.exclusive()
                ? cloud.inspect().trunkOf(node.instance()).orElse(null)
                : null;
        NodeIdentity identity = new NodeIdentity(
                node.name(),
                node.instance(),
                REGION,
                node.type().instanceType(),
                node.zone(),
                node.exclusive(),
                named,
                node.api());
        NetworkMode mode = identity.mode();
        NodeFacts facts = identity.toFacts(node.type());
        Map<String, Integer> resources =
                CapacityCalculator.capacity(node.type(), mode).extendedResources();
        boolean used = node.unusable() == null;
        return new NodeSpec(facts, node.labels(), used ? resources : Map.of(), node.unusable());
    }

    /** Puts the records, and their interfaces where the records say they are. */
    void addRecords(SimStore<Allocation> store) {
        for (StartRecord each : plan.records()) {
            Allocation record = placed(each);
            try {
                record.interfaces().forEach(one -> addEni(record, one));
                store.put(record.pod(), record);
            } catch (RuntimeException e) {
                throw new DocumentException(
                        each.at(),
                        "PodENI " + record.pod() + " cannot be: " + e.getMessage(),
                        "correct its addresses and ids, or leave it out");
            }
        }
    }

    /** A record of the simulated cloud: its trunk is the one that its instance has here. */
    private Allocation placed(StartRecord each) {
        Allocation record = AllocationHalves.join(each.head(), each.status());
        InstanceId instance = record.instance();
        Optional<NodePlan> node = plan.nodes().stream()
                .filter(one -> one.instance().equals(instance))
                .findFirst();
        boolean named = !record.node().value().equals(PodEniCodec.UNKNOWN);
        NodeRef at = named ? record.node() : node.map(NodePlan::name).orElse(record.node());
        if (instance == null) {
            return record;
        }
        EniId trunk = record.trunk() == null
                ? null
                : cloud.inspect().trunkOf(instance).orElse(null);
        if (record.trunk() != null && trunk != null && !trunk.equals(record.trunk())) {
            story.said(
                    "PodENI " + record.pod(),
                    "TRUNK",
                    "the trunk of " + instance + " is " + trunk + " here, not " + record.trunk());
        }
        return record.serving(record.podUid(), at, instance, trunk);
    }

    private void addEni(Allocation record, InterfaceAllocation each) {
        AllocatedEni made = each.eni();
        if (made == null) {
            return;
        }
        if (ServingApi.of(record.api(), made.id()) != ServingApi.ECS) {
            throw new IllegalArgumentException(
                    "the interface " + made.id()
                            + " is a Lingjun one, and a simulation begins without them: leave the record out, its pod gets one");
        }
        boolean attached = record.phase() == AllocationPhase.BOUND || record.phase() == AllocationPhase.DETACHING;
        InstanceId on = attached ? existing(record.instance()) : null;
        cloud.addEni(new FakeEni(
                made.id(),
                each.vSwitch(),
                each.spec().securityGroups(),
                made.ipv4(),
                made.ipv6() == null ? List.of() : List.of(made.ipv6()),
                Map.of("ack.aliyun.com", "podnet", "creator", "terway-controller"),
                false,
                on,
                on != null && record.trunk() != null));
    }

    private @Nullable InstanceId existing(@Nullable InstanceId instance) {
        return instance != null && cloud.inspect().hasInstance(instance) ? instance : null;
    }
}
