package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The kubelet of one node: adds pods, repeats what failed or was not answered, deletes them. It outlives the process that
 * serves it, and knows what it was told.
 */
public final class SimKubelet {
    private static final long RETRY = 2_000_000_000L;

    private final SimWorld world;
    private final SimRandom random;
    private final String node;
    private final IpStack families;
    private final NodeChecks checks;
    private final Map<LeaseOwner, SimNodePod> pods = new LinkedHashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private Duration patience = Duration.ofSeconds(118);
    private @Nullable NodeIpam ipam;
    private int epoch;
    private int made;
    private int refusals;

    SimKubelet(SimWorld world, String node, IpStack families, NodeChecks checks) {
        this.world = world;
        this.random = world.newRandom();
        this.node = node;
        this.families = families;
        this.checks = checks;
    }

    /** How long one ADD waits before it is given up and repeated. */
    public void patience(Duration longest) {
        patience = longest;
    }

    /** Another process serves from now on, or none: what was not answered is asked again. */
    void servedBy(@Nullable NodeIpam next) {
        ipam = next;
        epoch++;
        if (next != null) {
            List.copyOf(pods.values()).forEach(this::ask);
        }
    }

    /** A new pod. */
    public LeaseOwner add() {
        made++;
        SimNodePod pod = new SimNodePod(node + "-" + made, "sandbox-" + made, world.nanos());
        pods.put(pod.owner, pod);
        ask(pod);
        return pod.owner;
    }

    /** A new pod that is deleted after so long, whether it runs by then or not. */
    public void addFor(Duration life) {
        LeaseOwner owner = add();
        world.schedule(life.toNanos(), () -> delete(owner));
    }

    /** Deletes a pod. */
    public void delete(LeaseOwner owner) {
        SimNodePod pod = pods.get(owner);
        if (pod != null && pod.wanted) {
            pod.wanted = false;
            ask(pod);
        }
    }

    /** The pods that are wanted, oldest first. */
    public List<LeaseOwner> wanted() {
        return pods.values().stream()
                .filter(pod -> pod.wanted)
                .map(pod -> pod.owner)
                .toList();
    }

    /** What a pod was told it has. */
    public @Nullable Lease lease(LeaseOwner owner) {
        SimNodePod pod = pods.get(owner);
        return pod == null ? null : pod.lease;
    }

    /** How many wanted pods have an address. */
    public int running() {
        return (int) pods.values().stream()
                .filter(pod -> pod.wanted && pod.lease != null)
                .count();
    }

    /** Whether every wanted pod has an address and every other one is gone. */
    public boolean settled() {
        return pods.values().stream().allMatch(pod -> pod.wanted ? pod.lease != null : pod.gone);
    }

    /** Nanoseconds from the first ADD to the address, in the order of the answers. */
    public List<Long> latencies() {
        return List.copyOf(latencies);
    }

    /** How many pods there ever were. */
    public int asked() {
        return made;
    }

    /** How many ADDs were refused or given up. */
    public int refusals() {
        return refusals;
    }

    private void ask(SimNodePod pod) {
        NodeIpam now = ipam;
        if (now == null || pod.gone) {
            return;
        }
        int turn = ++pod.asked;
        int served = epoch;
        if (pod.wanted) {
            LeaseRequest request = LeaseRequest.of(pod.owner, pod.sandbox, families);
            CompletionStage<Lease> answer = now.acquire(request, patience);
            answer.whenComplete((lease, failure) -> {
                if (served == epoch && turn == pod.asked) {
                    added(pod, lease);
                }
            });
        } else {
            checks.releasing(pod.lease, world.nanos());
            now.release(pod.owner, pod.sandbox).whenComplete((nothing, failure) -> {
                if (served == epoch && turn == pod.asked) {
                    deleted(pod, failure);
                }
            });
        }
    }

    private void added(SimNodePod pod, @Nullable Lease lease) {
        if (lease == null) {
            refusals++;
            later(pod);
            return;
        }
        checks.granted(lease, pod.lease, world.nanos());
        if (pod.lease == null) {
            latencies.add(world.nanos() - pod.askedAt);
            world.active();
        }
        pod.lease = lease;
    }

    private void deleted(SimNodePod pod, @Nullable Throwable failure) {
        if (failure != null) {
            later(pod);
            return;
        }
        checks.released(pod.lease, world.nanos());
        pod.gone = true;
        pods.remove(pod.owner);
        world.active();
    }

    private void later(SimNodePod pod) {
        int served = epoch;
        int turn = pod.asked;
        world.schedule(RETRY + random.between(0, RETRY), () -> {
            if (served == epoch && turn == pod.asked) {
                ask(pod);
            }
        });
    }
}
