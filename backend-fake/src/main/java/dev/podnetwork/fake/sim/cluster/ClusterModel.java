package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.FaultDice;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.state.FlatMap;
import dev.podnetwork.spi.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as it truly is. What users and machines do to it are methods; what follows from that happens by itself, in
 * virtual time: controllers make pods, the {@linkplain SimAdmission admission} decides about them, the scheduler places
 * them, they run once they are {@linkplain #bound bound}, end when deleted, and come again under the same name if they are
 * stateful. Processes see it through a {@linkplain #view view} each. Not thread-safe.
 */
public final class ClusterModel {
    private final SimWorld world;
    private final ClusterTimings timings;
    private final SimAdmission admission;
    private final SimRandom random;
    private final FaultDice<ViewFault> faults;
    private final Map<String, Map<String, String>> namespaces = new LinkedHashMap<>();
    private final Map<PodRef, SimPod> pods = new FlatMap<>();
    private final Map<NodeRef, SimNode> nodes = new LinkedHashMap<>();
    private final Map<PodRef, String> denials = new LinkedHashMap<>();
    private final List<SimClusterView> views = new ArrayList<>();
    private final List<ClusterChange> hooks = new ArrayList<>();
    private final PodScheduler scheduler = new PodScheduler(this);
    private final WorkloadControllers controllers = new WorkloadControllers(this);
    private long lastUid;

    /** A cluster without nodes and pods. */
    public ClusterModel(SimWorld world, ClusterTimings timings, SimAdmission admission) {
        this.world = world;
        this.timings = timings;
        this.admission = admission;
        this.random = world.newRandom();
        this.faults = new FaultDice<>(world.newRandom(), ViewFault.class);
    }

    /** What goes wrong between processes and the cluster. */
    public FaultDice<ViewFault> faults() {
        return faults;
    }

    /** The cluster as this process sees it. */
    public ClusterView view(SimProcess process) {
        SimClusterView view = new SimClusterView(this, process, world.newRandom());
        views.add(view);
        return view;
    }

    /** Hears of every change, at once and surely. */
    public void onChange(ClusterChange hook) {
        hooks.add(hook);
    }

    /** Sets the labels of a namespace. A namespace that was never set has none. */
    public void setNamespace(String name, Map<String, String> labels) {
        namespaces.put(name, labels);
    }

    /** Adds a workload, or changes it; its pods follow, its existing pods stay as they are. */
    public void apply(Workload workload) {
        controllers.set(workload);
    }

    /** Changes how many pods a workload has; nothing when there is no such workload. */
    public void scale(PodRef workload, int replicas) {
        Workload known = controllers.workloads().get(workload);
        if (known != null) {
            controllers.set(known.scaledTo(replicas));
        }
    }

    /** Removes a workload, whose pods follow. */
    public void remove(PodRef workload) {
        controllers.remove(workload);
    }

    /** The workloads, in the order they came. */
    public Collection<Workload> workloads() {
        return Collections.unmodifiableCollection(controllers.workloads().values());
    }

    /** Adds a node. A name that was used before may come again, on another instance. */
    public void addNode(NodeSpec spec) {
        NodeRef name = spec.facts().node();
        if (nodes.containsKey(name)) {
            throw new IllegalArgumentException("node " + name + " exists: delete it first to replace it");
        }
        putNode(name, new SimNode(spec));
        controllers.planPerNode();
    }

    /** Changes what a node is, for example when its trunk appears. Its pods stay. */
    public void changeNode(NodeSpec spec) {
        NodeRef name = spec.facts().node();
        SimNode old = nodes.remove(name);
        SimNode changed = new SimNode(spec);
        if (old != null) {
            scheduler.remove(old);
            changed.cordon(old.cordoned());
            old.pods().forEach(changed::add);
        }
        putNode(name, changed);
    }

    private void putNode(NodeRef name, SimNode node) {
        nodes.put(name, node);
        scheduler.add(node);
        nodeMoved(name, node.answer());
    }

    /** Deletes the node object, and its pods some time later. */
    public void deleteNode(NodeRef name) {
        SimNode node = nodes.remove(name);
        if (node == null) {
            return;
        }
        scheduler.remove(node);
        nodeMoved(name, NodeAnswer.Absent.INSTANCE);
        List<SimPod> left = List.copyOf(node.pods());
        later(timings.nodeGone(), () -> left.forEach(this::vanish));
    }

    /** Lets no new pod come to a node, or lets them come again. */
    public void cordon(NodeRef name, boolean on) {
        SimNode node = nodes.get(name);
        if (node != null) {
            node.cordon(on);
            scheduler.plan();
        }
    }

    /** Cordons a node and deletes its pods. */
    public void drain(NodeRef name) {
        cordon(name, true);
        SimNode node = nodes.get(name);
        if (node != null) {
            List.copyOf(node.pods()).forEach(pod -> deletePod(pod.ref()));
        }
    }

    /** Deletes a pod: it terminates, ends and goes. Idempotent. */
    public void deletePod(PodRef ref) {
        SimPod pod = pods.get(ref);
        if (pod == null || pod.deleted()) {
            return;
        }
        if (pod.state() == SimPod.State.PENDING) {
            vanish(pod);
        } else if (pod.state() == SimPod.State.ENDED) {
            pod.deletedAfterItsEnd();
            later(timings.ended(), () -> vanish(pod));
        } else {
            pod.terminates();
            moved(pod);
            world.schedule(random.between(50_000_000L, timings.grace().toNanos()), () -> end(pod));
        }
    }

    /** Removes a pod from the list at once, whatever it is doing. */
    public void forceDelete(PodRef ref) {
        SimPod pod = pods.get(ref);
        if (pod != null) {
            vanish(pod);
        }
    }

    /** The pod's work is done: its sandbox ends and it stays listed. */
    public void succeed(PodRef ref) {
        SimPod pod = pods.get(ref);
        if (pod != null && pod.mayRun()) {
            end(pod);
        }
    }

    /** The pod's network is there: it runs a little later, if it is still this incarnation. */
    public void bound(PodRef ref, PodUid uid) {
        later(timings.kubelet(), () -> {
            SimPod pod = pods.get(ref);
            if (pod != null && pod.uid().equals(uid) && pod.state() == SimPod.State.SCHEDULED) {
                pod.runs();
                moved(pod);
            }
        });
    }

    /** The pod of this name. */
    public Optional<SimPod> pod(PodRef ref) {
        return Optional.ofNullable(pods.get(ref));
    }

    /** Every pod, in the order they came. */
    public Collection<SimPod> pods() {
        return Collections.unmodifiableCollection(pods.values());
    }

    /** The node of this name. */
    public Optional<SimNode> node(NodeRef name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** Every node, in the order they came. */
    public Collection<SimNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** Pods that were denied and not let in since, with the reason. */
    public Map<PodRef, String> denials() {
        return Collections.unmodifiableMap(denials);
    }

    /** How many pods fit on no node. */
    public int unscheduled() {
        return scheduler.pending();
    }

    ClusterTimings timings() {
        return timings;
    }

    SimRandom random() {
        return random;
    }

    PodAnswer answer(PodRef ref) {
        SimPod pod = pods.get(ref);
        return pod == null ? PodAnswer.Absent.INSTANCE : pod.answer();
    }

    void later(Duration atMost, Runnable task) {
        long nanos = atMost.toNanos();
        world.schedule(random.between(nanos / 2, nanos), task);
    }

    /** Makes a pod if it is let in. */
    boolean create(PodRef ref, Workload owner) {
        SimAdmission.Admitted admitted = admit(ref, owner, null);
        if (admitted != null) {
            scheduler.add(insert(ref, owner, admitted));
        }
        return admitted != null;
    }

    /** Makes a pod on this node, as a DaemonSet does, if it is let in and the node has what it needs. */
    void createOn(PodRef ref, Workload owner, SimNode node) {
        Map<String, String> selector = owner.template().nodeSelector();
        if (node.spec().labels().entrySet().containsAll(selector.entrySet())) {
            SimAdmission.Admitted admitted =
                    admit(ref, owner, node.spec().facts().node());
            if (admitted != null && node.takes(admitted)) {
                place(insert(ref, owner, admitted), node);
            }
        }
    }

    private SimAdmission.@Nullable Admitted admit(PodRef ref, Workload owner, @Nullable NodeRef on) {
        Map<String, String> labels = namespaces.getOrDefault(ref.namespace(), Map.of());
        SimAdmission.Verdict verdict = admission.admitOn(on, ref, owner, labels);
        if (verdict instanceof SimAdmission.Denied denied) {
            denials.put(ref, denied.reason());
            return null;
        }
        denials.remove(ref);
        return (SimAdmission.Admitted) verdict;
    }

    private SimPod insert(PodRef ref, Workload owner, SimAdmission.Admitted admitted) {
        PodUid uid = PodUid.of("7c0e6f52-0000-4000-8000-" + HexFormat.of().toHexDigits(++lastUid, 12));
        SimPod pod = new SimPod(ref, uid, owner, admitted);
        pods.put(ref, pod);
        controllers.podCame(pod);
        moved(pod);
        return pod;
    }

    void place(SimPod pod, SimNode node) {
        node.add(pod);
        pod.scheduledTo(node.spec().facts().node());
        moved(pod);
        if (pod.resource() == null && hooks.stream().noneMatch(hook -> hook.holdsUp(pod, node))) {
            bound(pod.ref(), pod.uid());
        }
    }

    private void end(SimPod pod) {
        if (!pod.mayRun()) {
            return;
        }
        pod.ends();
        giveBack(pod);
        moved(pod);
        if (pod.deleted()) {
            later(timings.ended(), () -> vanish(pod));
        }
    }

    private void vanish(SimPod pod) {
        if (!pods.remove(pod.ref(), pod)) {
            return;
        }
        pod.goes();
        giveBack(pod);
        moved(pod);
    }

    private void giveBack(SimPod pod) {
        pod.node().flatMap(this::node).ifPresent(node -> node.giveBack(pod));
        scheduler.plan();
    }

    private void moved(SimPod pod) {
        world.active();
        hooks.forEach(hook -> hook.pod(pod));
        controllers.podMoved(pod);
        for (SimClusterView view : liveViews()) {
            view.podChanged(pod.ref(), pod.answer());
        }
    }

    private void nodeMoved(NodeRef name, NodeAnswer answer) {
        world.active();
        hooks.forEach(hook -> hook.node(name));
        for (SimClusterView view : liveViews()) {
            view.nodeChanged(name, answer);
        }
    }

    private List<SimClusterView> liveViews() {
        views.removeIf(view -> !view.process().alive());
        return views;
    }
}
