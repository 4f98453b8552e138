package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes, their kubelets and disks, one cloud, and one process that serves them all and may crash at any event. Not
 * thread-safe: everything happens on the thread that runs the world.
 */
public final class NodeSim {
    /** The group of every interface. */
    public static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");

    /** The zone of everything. */
    public static final String ZONE = "z-1";

    private static final int PREFIX = 16;
    private static final VpcId VPC = VpcId.of("vpc-1");

    private final NodeScene scene;
    private final FleetUnderTest.Factory factory;
    private final SimWorld world;
    private final FakeCloud cloud;
    private final List<Node> nodes = new ArrayList<>();
    private @Nullable SimProcess process;
    private int crashes;

    private static final class Node {
        final InstanceId instance;
        final SimLeaseDisk disk;
        final SimKubelet kubelet;
        final NodeChecks checks;

        @Nullable
        NodeIpam ipam;

        Node(InstanceId instance, SimLeaseDisk disk, SimKubelet kubelet, NodeChecks checks) {
            this.instance = instance;
            this.disk = disk;
            this.kubelet = kubelet;
            this.checks = checks;
        }
    }

    /** A scene in which nobody serves yet. */
    public NodeSim(NodeScene scene, FleetUnderTest.Factory factory) {
        this.scene = scene;
        this.factory = factory;
        this.world = new SimWorld(scene.seed());
        this.cloud = new FakeCloud(scene.cloud(), world, scene.seed());
        cloud.addInstanceType(scene.type()).addSecurityGroup(GROUP, VPC, 65_536);
        for (int i = 0; i < scene.blocks().size(); i++) {
            FakeVSwitch vSwitch =
                    FakeVSwitch.of("vsw-" + i, VPC.value(), ZONE, scene.blocks().get(i));
            cloud.addVSwitch(vSwitch.withIpv6("fd00:0:0:" + i + "::/64"));
        }
        for (int i = 0; i < scene.nodes(); i++) {
            nodes.add(node(i));
        }
        world.afterEvent(() -> nodes.forEach(node -> node.checks.throwIfViolated()));
    }

    private Node node(int number) {
        InstanceId instance = InstanceId.of("i-" + number);
        cloud.addInstance(instance, scene.type().instanceType(), VPC, ZoneId.of(ZONE));
        NodeChecks checks = new NodeChecks(cloud, instance, scene.cooldown(), "seed " + scene.seed());
        SimKubelet kubelet = new SimKubelet(world, "pod-" + number, scene.families(), checks);
        return new Node(instance, new SimLeaseDisk(world, scene.forced()), kubelet, checks);
    }

    /** The vSwitches, in order. */
    public static List<VSwitchId> vSwitches(NodeScene scene) {
        List<VSwitchId> ids = new ArrayList<>();
        for (int i = 0; i < scene.blocks().size(); i++) {
            ids.add(VSwitchId.of("vsw-" + i));
        }
        return ids;
    }

    /** The world, to run it. */
    public SimWorld world() {
        return world;
    }

    /** The cloud and its truth. */
    public FakeCloud cloud() {
        return cloud;
    }

    /** The instance of a node. */
    public InstanceId instance(int node) {
        return nodes.get(node).instance;
    }

    /** The kubelet of a node. */
    public SimKubelet kubelet(int node) {
        return nodes.get(node).kubelet;
    }

    /** The disk of a node. */
    public SimLeaseDisk disk(int node) {
        return nodes.get(node).disk;
    }

    /** The pool of a node; there must be a process. */
    public NodeIpam ipam(int node) {
        NodeIpam ipam = nodes.get(node).ipam;
        if (ipam == null) {
            throw new IllegalStateException("no process serves node " + node + ": start one");
        }
        return ipam;
    }

    /** A pool's counts, asked on the world's thread. */
    public NodeIpamSnapshot snapshot(int node) {
        List<NodeIpamSnapshot> answer = new ArrayList<>();
        ipam(node).snapshot().thenAccept(answer::add);
        world.runUntil(() -> !answer.isEmpty(), Duration.ofMinutes(1));
        return answer.get(0);
    }

    /** Addresses may go behind the node's back in this story. */
    public NodeSim cloudLies() {
        nodes.forEach(node -> node.checks.cloudLies());
        return this;
    }

    /** Starts the process; the kubelets ask it at once. */
    public void start() {
        SimProcess next = world.start("fleet");
        process = next;
        FakeCloudNetwork port = new FakeCloudNetwork(cloud, next, scene.faults(), scene.latencies());
        FleetUnderTest fleet = factory.open(next, port);
        for (Node node : nodes) {
            node.ipam = fleet.node(node.instance, node.disk.open(next));
            node.kubelet.servedBy(node.ipam);
        }
    }

    /** The process is gone, with everything it had not forced; another one starts after a while. */
    public void crash(Duration down) {
        SimProcess dying = process;
        if (dying == null) {
            return;
        }
        crashes++;
        dying.crash();
        process = null;
        nodes.forEach(node -> {
            node.ipam = null;
            node.kubelet.servedBy(null);
        });
        world.schedule(down.toNanos(), this::start);
    }

    /** Whether a process serves the nodes now. */
    public boolean serving() {
        return process != null;
    }

    /** How often it crashed. */
    public int crashes() {
        return crashes;
    }

    /** Whether every pod of every node has what it wants. */
    public boolean settled() {
        return process != null && nodes.stream().allMatch(node -> node.kubelet.settled());
    }

    /** The interfaces that are attached to a node, or on their way, the primary one excepted. */
    public List<EniDescription> attached(int node) {
        InstanceId instance = nodes.get(node).instance;
        return cloud.inspect().enis().stream()
                .filter(eni -> eni.type() != EniType.PRIMARY)
                .filter(eni -> {
                    EniAttachment at = eni.attachment();
                    return at != null && at.instance().equals(instance);
                })
                .toList();
    }

    /** Interfaces that are attached nowhere: at rest there is none. */
    public List<EniId> loose() {
        return cloud.inspect().enis().stream()
                .filter(eni -> eni.status() == EniStatus.AVAILABLE)
                .map(EniDescription::id)
                .toList();
    }

    /** The IPv4 addresses that the cloud has on a node's interfaces, those of prefixes included. */
    public int cloudAddresses(int node) {
        return attached(node).stream()
                .mapToInt(eni -> eni.ipv4().size() + PREFIX * eni.ipv4Prefixes().size())
                .sum();
    }
}
