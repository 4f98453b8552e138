package dev.podnetwork.core.scenario;

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
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.FaultPlan;
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
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One VPC, two zones with a vSwitch each ({@code vsw-a}, {@code vsw-b}), the nodes that a test adds, and one controller process
 * that wishes for what each workload was {@linkplain #wish declared} to want. Pods need no extended resource to be placed, so
 * that what is scarce is decided by the system under test and not by the scheduler.
 */
public final class SmallWorld {
    public static final VpcId VPC = VpcId.of("vpc-1");
    public static final VSwitchId VSW_A = VSwitchId.of("vsw-a");
    public static final VSwitchId VSW_B = VSwitchId.of("vsw-b");
    public static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");

    private static final String NODE_LABEL = "node";
    private static final String ANYTHING = "test/anything";

    public final SimWorld world;
    public final FakeCloud cloud;
    public final FaultPlan faults = FaultPlan.none();
    public final SimStore<Allocation> store;
    public final ClusterModel cluster;
    /** Every step of the system, in order. */
    public final List<TraceSink.Step> steps = new ArrayList<>();

    public final Map<PodRef, Binding> bindings = new LinkedHashMap<>();
    public final Map<PodRef, Throwable> failures = new LinkedHashMap<>();
    /** When each pod was bound last, in nanoseconds of the world. */
    public final Map<PodRef, Long> boundAt = new LinkedHashMap<>();

    private final FakeCloudConfig config;
    private final Map<AllocationPhase, Integer> phases = new EnumMap<>(AllocationPhase.class);
    private final Map<PodRef, List<InterfaceRequest>> wishes = new LinkedHashMap<>();
    private final Map<PodRef, PodUid> asked = new LinkedHashMap<>();
    private @Nullable SimProcess process;
    private @Nullable PodNetworkAllocator allocator;

    public SmallWorld() {
        this(FakeCloudConfig.strict());
    }

    public SmallWorld(FakeCloudConfig config) {
        this(config, 24);
    }

    /** A world whose vSwitches have that many bits of prefix. */
    public SmallWorld(FakeCloudConfig config, int prefixBits) {
        this.config = config;
        this.world = new SimWorld(7);
        this.cloud = new FakeCloud(config, world, 7);
        this.store = SimStore.ofAllocations(world);
        store.onChange((pod, before, after) -> {
            count(before, -1);
            count(after, 1);
        });
        this.cluster = new ClusterModel(
                world,
                ClusterTimings.USUAL,
                (pod, owner, labels) -> new SimAdmission.Admitted(null, ANYTHING, 1, List.of()));
        cloud.addVSwitch(FakeVSwitch.of("vsw-a", "vpc-1", "zone-a", "10.0.0.0/" + prefixBits)
                .withIpv6("fd00:0:0:a::/64"));
        cloud.addVSwitch(FakeVSwitch.of("vsw-b", "vpc-1", "zone-b", "10.64.0.0/" + prefixBits)
                .withIpv6("fd00:0:0:b::/64"));
        cloud.addSecurityGroup(GROUP, VPC);
        world.limitEvents(20_000_000);
    }

    private void count(@Nullable Allocation record, int by) {
        if (record != null) {
            phases.merge(record.phase(), by, Integer::sum);
        }
    }

    /** A node of that zone with so many member slots under its trunk; {@code zone} is {@code a} or {@code b}. */
    public SmallWorld trunkNode(String name, String zone, int slots) {
        instance(name, zone, new InstanceTypeLimits("trunk-" + slots, 4, 4 + slots, 10, 10, true, 0));
        return node(new NodeFacts(
                NodeRef.of(name),
                InstanceId.of("i-" + name),
                ZoneId.of("zone-" + zone),
                false,
                cloud.inspect().trunkOf(InstanceId.of("i-" + name)).orElseThrow(),
                slots,
                0));
    }

    /** A node of that zone whose pods get so many secondary interfaces. */
    public SmallWorld exclusiveNode(String name, String zone, int slots) {
        instance(name, zone, new InstanceTypeLimits("own-" + slots, slots + 1, slots + 1, 10, 10, false, 0));
        return node(new NodeFacts(
                NodeRef.of(name), InstanceId.of("i-" + name), ZoneId.of("zone-" + zone), true, null, 0, slots));
    }

    /** A Lingjun node {@code e01-name} of that zone whose pods get so many interfaces, annotated with this, null for nothing. */
    public SmallWorld lingjunNode(String name, String zone, int slots, @Nullable String enoApi) {
        VSwitchId from = zone.equals("a") ? VSW_A : VSW_B;
        ZoneId in = ZoneId.of("zone-" + zone);
        InstanceId instance = InstanceId.of("e01-" + name);
        cloud.addLingjunNode(
                new LingjunNode(instance, in, VPC, List.of(from), slots + 1, 10),
                new LingjunNodeType("lingjun-" + slots, slots + 1, 10, 0, 0));
        return node(
                new NodeFacts(NodeRef.of(name), instance, in, true, null, 0, slots).withApi(EnoApi.lingjun(enoApi)));
    }

    private void instance(String name, String zone, InstanceTypeLimits type) {
        cloud.addInstanceType(type);
        cloud.addInstance(InstanceId.of("i-" + name), type.instanceType(), VPC, ZoneId.of("zone-" + zone));
    }

    /** A node with these facts. */
    public SmallWorld node(NodeFacts facts) {
        cluster.addNode(spec(facts));
        return this;
    }

    public static NodeSpec spec(NodeFacts facts) {
        return new NodeSpec(facts, Map.of(NODE_LABEL, facts.node().value()), Map.of(ANYTHING, 10_000), null);
    }

    /** A node that the system leaves alone. */
    public static NodeSpec unusable(NodeFacts facts, String reason) {
        return new NodeSpec(facts, Map.of(NODE_LABEL, facts.node().value()), Map.of(ANYTHING, 10_000), reason);
    }

    /** What the system knows of a node. */
    public NodeFacts facts(String name) {
        return cluster.node(NodeRef.of(name)).orElseThrow().spec().facts();
    }

    /** Starts the controller on the core as it is. */
    public SmallWorld start() {
        return start(CoreSystem.real());
    }

    /** Starts the controller, or another one after a crash. */
    public SmallWorld start(SystemUnderTest system) {
        SimProcess started = world.start("controller");
        FakeCloudNetwork port = new FakeCloudNetwork(cloud, started, faults, config.latencies());
        ClusterView view = cluster.view(started);
        PodNetworkAllocator door =
                system.start(new SimPorts(started, store.handle(started), view, port, Leadership.always(), steps::add));
        process = started;
        allocator = door;
        asked.clear();
        view.listen(new ClusterView.Listener() {
            @Override
            public void podChanged(PodRef pod) {
                if (started == process) {
                    look(view.pod(pod), pod);
                }
            }

            @Override
            public void nodeChanged(NodeRef node) {}
        });
        return this;
    }

    private void look(PodAnswer answer, PodRef ref) {
        PodUid before = asked.get(ref);
        if (before != null && answer.isGone(before)) {
            asked.remove(ref);
            allocator().release(ref, before);
        }
        SimPod pod = cluster.pod(ref).orElse(null);
        if (pod != null
                && answer instanceof PodAnswer.Scheduled scheduled
                && scheduled.uid().equals(pod.uid())
                && !pod.uid().equals(asked.get(ref))
                && wishes.containsKey(pod.owner().name())) {
            asked.put(ref, pod.uid());
            ask(new AllocationRequest(
                    ref, pod.uid(), scheduled.node(), wishes.get(pod.owner().name())));
        }
    }

    private void ask(AllocationRequest request) {
        allocator().allocate(request).whenComplete((binding, failure) -> {
            if (binding != null) {
                bindings.put(request.pod(), binding);
                boundAt.put(request.pod(), world.nanos());
                cluster.bound(request.pod(), request.uid());
            } else {
                failures.put(request.pod(), failure);
            }
        });
    }

    /** The process ends at once. */
    public SmallWorld crash() {
        process().crash();
        process = null;
        return this;
    }

    public SimProcess process() {
        if (process == null) {
            throw new IllegalStateException("no controller runs: start one");
        }
        return process;
    }

    public PodNetworkAllocator allocator() {
        if (allocator == null) {
            throw new IllegalStateException("no controller runs: start one");
        }
        return allocator;
    }

    /** Makes a workload whose pods want these interfaces. */
    public SmallWorld run(Workload workload, List<InterfaceRequest> wish) {
        wish(workload, wish);
        cluster.apply(workload);
        return this;
    }

    /** What the pods of a workload want from now on. */
    public SmallWorld wish(Workload workload, List<InterfaceRequest> wish) {
        wishes.put(workload.name(), wish);
        return this;
    }

    /** A StatefulSet of that many pods, all at the same time. */
    public static Workload statefulSet(String name, int replicas) {
        return Workload.statefulSet(ref(name), replicas, anywhere()).inParallel();
    }

    public static Workload deployment(String name, int replicas) {
        return Workload.deployment(ref(name), replicas, anywhere());
    }

    /** A pod without an owner, on that node. */
    public static Workload bare(String name, String node) {
        return Workload.bare(ref(name), on(node));
    }

    public static PodTemplate anywhere() {
        return PodTemplate.labelled(Map.of());
    }

    public static PodTemplate on(String node) {
        return new PodTemplate(Map.of(), Map.of(), Map.of(NODE_LABEL, node));
    }

    public static PodRef ref(String name) {
        return PodRef.of("default", name);
    }

    /** Runs until so many pods are bound in the present, or fails. */
    public SmallWorld untilBound(int pods) {
        return until(() -> bound() == pods, Duration.ofMinutes(15), pods + " pods bound");
    }

    public SmallWorld until(java.util.function.BooleanSupplier done, Duration limit, String what) {
        if (!world.runUntil(done, limit)) {
            throw new AssertionError(what + ": not within " + limit + "; " + this);
        }
        return this;
    }

    public SmallWorld runFor(Duration time) {
        world.runFor(time);
        return this;
    }

    /** Runs until this pod is bound as its present incarnation. */
    public SmallWorld untilBound(String pod) {
        return until(() -> isBound(pod), Duration.ofMinutes(15), pod + " bound");
    }

    public boolean isBound(String pod) {
        Allocation record = record(pod);
        return record != null
                && record.phase() == AllocationPhase.BOUND
                && cluster.pod(ref(pod))
                        .map(SimPod::uid)
                        .filter(record.podUid()::equals)
                        .isPresent();
    }

    public SmallWorld untilPhase(String pod, @Nullable AllocationPhase phase) {
        return until(() -> phase(pod) == phase, Duration.ofMinutes(30), pod + " is " + phase);
    }

    /** How many records are bound. */
    public int bound() {
        return in(AllocationPhase.BOUND);
    }

    /** How many records are in this phase. */
    public int in(AllocationPhase phase) {
        return phases.getOrDefault(phase, 0);
    }

    public @Nullable Allocation record(String pod) {
        return store.get(ref(pod)).map(each -> each.record()).orElse(null);
    }

    public Allocation recorded(String pod) {
        Allocation record = record(pod);
        if (record == null) {
            throw new AssertionError("no record of " + pod + "; " + this);
        }
        return record;
    }

    public @Nullable AllocationPhase phase(String pod) {
        Allocation record = record(pod);
        return record == null ? null : record.phase();
    }

    /** The address of the pod's first interface. */
    public String address(String pod) {
        return Wish.address(recorded(pod), 0);
    }

    /** Calls of one API so far. */
    public long calls(String api) {
        return cloud.inspect().calls(api).calls();
    }

    /** Interfaces other than those the nodes booted with. */
    public long podEnis() {
        return cloud.inspect().enis().stream()
                .filter(eni -> eni.tags().containsKey("ack.aliyun.com"))
                .count();
    }

    /** What the system says about a pod. */
    public String explained(String pod) {
        return allocator().explain(ref(pod)).message();
    }

    /** Pods that have a record, in order. */
    public Set<String> recordedPods() {
        Set<String> names = new LinkedHashSet<>();
        store.all().forEach(each -> names.add(each.key().name()));
        return names;
    }

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder("at " + Duration.ofNanos(world.nanos()));
        store.all().stream().limit(5).forEach(each -> all.append("\n  ").append(each.record()));
        cluster.pods().stream().limit(5).forEach(pod -> {
            all.append("\n  ").append(pod);
            if (allocator != null) {
                all.append(": ").append(allocator.explain(pod.ref()).message());
            }
        });
        failures.forEach(
                (pod, why) -> all.append("\n  ").append(pod).append(": ").append(why));
        return all.toString();
    }
}
