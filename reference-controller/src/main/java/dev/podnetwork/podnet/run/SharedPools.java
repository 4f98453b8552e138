package dev.podnetwork.podnet.run;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.NodeIpams;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterChange;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.node.SimLeaseDisk;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The shared addresses of nodes: pods that no policy selects get theirs from the pool of their node, if {@code eni-config}
 * says where pools are fed from. The pools live in the controller's process, and their journals outlive it.
 */
final class SharedPools implements ClusterChange {
    private static final Duration PATIENCE = Duration.ofSeconds(118);
    private static final long RETRY = 2_000_000_000L;
    private static final long FIRST_WORD = 1_000_000_000L;
    private static final long LAST_WORD = 300_000_000_000L;
    private static final String INTERFACE = "eth0";

    private final Simulation plan;
    private final SimWorld world;
    private final Controller.World around;
    private final Map<NodeRef, Pool> pools = new LinkedHashMap<>();
    private final Map<PodRef, SharedPod> pods = new LinkedHashMap<>();
    private @Nullable NodeIpams fleet;
    private @Nullable SimProcess process;
    private int term;

    /** The pool of one node; without an {@code ipam} while nobody serves it. */
    static final class Pool {
        final NodePlan node;
        final SimLeaseDisk disk;

        @Nullable
        NodeIpam ipam;

        Pool(NodePlan node, SimLeaseDisk disk) {
            this.node = node;
            this.disk = disk;
        }
    }

    /** A pod that has, wants or had an address of a pool. */
    static final class SharedPod {
        final PodRef ref;
        final LeaseOwner owner;
        final NodeRef node;
        boolean wanted = true;
        /** Whether its request is with the pool; between two requests the last answer counts. */
        boolean asking;

        String reason = "it asked just now";

        @Nullable
        Lease lease;

        @Nullable
        Duration earliest;

        SharedPod(SimPod pod, NodeRef node) {
            this.ref = pod.ref();
            this.owner = LeaseOwner.of(pod.uid(), INTERFACE);
            this.node = node;
        }

        private String sandbox() {
            return "sandbox-" + owner.podUid();
        }
    }

    SharedPools(Simulation plan, SimWorld world, Controller.World around) {
        this.plan = plan;
        this.world = world;
        this.around = around;
        around.cluster().onChange(this);
    }

    /** A process serves from now on; what the one before it had promised is in the journals. */
    void start(SimProcess next) {
        term++;
        process = next;
        fleet = null;
        for (Pool pool : pools.values()) {
            pool.ipam = null;
        }
        if (plan.pool() != null && plan.pool().isKeptReady()) {
            plan.nodes().stream()
                    .filter(node ->
                            hasPool(node) && around.cluster().node(node.name()).isPresent())
                    .forEach(node -> pools.computeIfAbsent(node.name(), name -> pool(node)));
        }
        pools.values().forEach(this::open);
        List.copyOf(pods.values()).forEach(pod -> {
            if (!pod.wanted) {
                release(pod);
            } else if (pod.lease == null) {
                acquire(pod);
            }
        });
    }

    private boolean hasPool(NodePlan node) {
        return plan.pool() != null && !node.exclusive() && node.unusable() == null;
    }

    private Pool pool(NodePlan node) {
        return new Pool(node, new SimLeaseDisk(world, Duration.ZERO));
    }

    private void open(Pool pool) {
        SimProcess here = process;
        if (here == null || SharedPoolSpec.problem(plan, pool.node) != null) {
            return;
        }
        NodeIpams known = fleet;
        if (known == null) {
            known = NodeIpams.builder(new FakeCloudNetwork(around.cloud(), here, around.faults(), around.latencies()))
                    .env(here)
                    .degradation(around.degradation())
                    .rateLimits(Controller.limits(around))
                    // The allocator of the same process takes the other half.
                    .shareOf(2)
                    .build();
            fleet = known;
        }
        pool.ipam = known.open(SharedPoolSpec.of(plan, pool.node), pool.disk.open(here));
        pool.ipam.draining(
                around.cluster().node(pool.node.name()).map(SimNode::cordoned).orElse(false));
    }

    @Override
    public boolean holdsUp(SimPod pod, SimNode on) {
        NodePlan node = planOf(on.spec().facts().node());
        return node != null && hasPool(node) && around.admission().isShared(pod, Controller.mode(on));
    }

    private @Nullable NodePlan planOf(NodeRef name) {
        return plan.nodes().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void pod(SimPod pod) {
        SharedPod known = pods.get(pod.ref());
        boolean same = known != null && known.owner.podUid().equals(pod.uid());
        if (pod.state() == SimPod.State.SCHEDULED && !same) {
            pod.node()
                    .flatMap(around.cluster()::node)
                    .filter(on -> holdsUp(pod, on))
                    .ifPresent(on -> wish(pod, on));
        } else if (known != null && same && known.wanted && !pod.mayRun()) {
            known.wanted = false;
            release(known);
        }
    }

    @Override
    public void node(NodeRef name) {
        Pool pool = pools.get(name);
        Optional<SimNode> there = around.cluster().node(name);
        if (pool != null && pool.ipam != null && there.isEmpty()) {
            pool.ipam.close();
            pool.ipam = null;
        }
    }

    /** A node is emptied, or takes pods again: what it has goes with it, or is looked after again. */
    void draining(NodeRef name, boolean on) {
        Pool pool = pools.get(name);
        if (pool != null && pool.ipam != null) {
            pool.ipam.draining(on);
        }
    }

    private void wish(SimPod pod, SimNode on) {
        NodeRef name = on.spec().facts().node();
        NodePlan node = planOf(name);
        if (node == null) {
            return;
        }
        SharedPod shared = new SharedPod(pod, name);
        pods.put(pod.ref(), shared);
        if (!pools.containsKey(name)) {
            Pool fresh = pool(node);
            pools.put(name, fresh);
            open(fresh);
        }
        acquire(shared);
    }

    private void acquire(SharedPod pod) {
        NodeIpam ipam = ipam(pod.node);
        if (ipam == null) {
            NodePlan node = planOf(pod.node);
            String problem = node == null ? null : SharedPoolSpec.problem(plan, node);
            says(pod, problem == null ? "node " + pod.node + " is gone" : problem, null);
            return;
        }
        int asked = term;
        pod.asking = true;
        IpStack stack = plan.eniConfig().ipStack().perInterface();
        CompletionStage<Lease> answer = ipam.acquire(LeaseRequest.of(pod.owner, pod.sandbox(), stack), PATIENCE);
        answer.whenComplete((lease, failure) -> {
            if (asked == term && lease != null) {
                leased(pod, lease);
            } else if (asked == term && pod.wanted) {
                pod.asking = false;
                later(RETRY, () -> acquire(pod));
            }
        });
        lookAfter(pod, FIRST_WORD);
    }

    private void leased(SharedPod pod, Lease lease) {
        pod.lease = lease;
        pod.reason = "";
        around.story().said(pod.ref, "LEASED", text(lease) + " from the shared pool of " + pod.node);
        around.cluster().bound(pod.ref, pod.owner.podUid());
        world.active();
    }

    static String text(Lease lease) {
        String ipv6 = lease.address().ipv6();
        return lease.address().primary() + (ipv6 == null ? "" : " " + ipv6) + " ("
                + lease.address().eni() + ")";
    }

    /** Says why a pod waits, soon and then ever more rarely. */
    private void lookAfter(SharedPod pod, long delay) {
        later(delay, () -> {
            if (pod.wanted && pod.lease == null) {
                ask(pod);
                lookAfter(pod, Math.min(2 * delay, LAST_WORD));
            }
        });
    }

    private void ask(SharedPod pod) {
        NodeIpam ipam = ipam(pod.node);
        if (ipam != null && pod.asking) {
            ipam.describe(pod.owner).thenAccept(story -> heard(pod, story));
        }
    }

    private void heard(SharedPod pod, LeaseStory story) {
        if (pod.wanted && pod.lease == null && !story.reasons().isEmpty()) {
            says(pod, story.reasons().get(0), story.retryAfter());
        }
    }

    private void says(SharedPod pod, String reason, @Nullable Duration earliest) {
        pod.reason = "an address of the shared pool of " + pod.node + ": " + reason;
        pod.earliest = earliest;
        around.story().said(pod.ref, "WAITING", pod.reason);
    }

    private void release(SharedPod pod) {
        NodeIpam ipam = ipam(pod.node);
        if (ipam == null) {
            pods.remove(pod.ref, pod);
            return;
        }
        int asked = term;
        ipam.release(pod.owner, pod.sandbox()).whenComplete((nothing, failure) -> {
            if (asked != term) {
                return;
            }
            Lease lease = pod.lease;
            if (failure == null && lease != null) {
                around.story().said(pod.ref, "RELEASED", text(lease) + " to the shared pool of " + pod.node);
            }
            pods.remove(pod.ref, pod);
        });
    }

    private @Nullable NodeIpam ipam(NodeRef node) {
        Pool pool = pools.get(node);
        return pool == null ? null : pool.ipam;
    }

    private void later(long nanos, Runnable task) {
        int asked = term;
        world.schedule(nanos, () -> {
            if (asked == term) {
                task.run();
            }
        });
    }

    /** Asks once more why each pod waits, so that the end is told as it is. */
    Collection<SharedPod> pods() {
        List<SharedPod> all = new ArrayList<>(pods.values());
        all.stream().filter(pod -> pod.wanted && pod.lease == null).forEach(this::ask);
        return all;
    }

    /** What a pod has of a pool, or waits for; empty when it is not the pool's. */
    Optional<SharedPod> of(PodRef pod) {
        return Optional.ofNullable(pods.get(pod));
    }

    Collection<Pool> pools() {
        return pools.values();
    }

    /** Whether an interface was made by a pool of one of these nodes. */
    static boolean isOfPool(Map<String, String> tags, Collection<InstanceId> instances) {
        String made = tags.get("podnetwork.dev/node");
        return made != null && instances.stream().anyMatch(each -> each.value().equals(made));
    }
}
