package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.state.FlatMap;
import dev.podnetwork.spi.ClusterView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The cluster as one process sees it: a cache that follows with a lag, and reads past it. */
final class SimClusterView implements ClusterView {
    private static final long SECONDS = 1_000_000_000L;
    private static final long SERVES_STALE_NANOS = 10 * SECONDS;

    private final ClusterModel cluster;
    private final SimProcess process;
    private final SimRandom random;
    private final Map<PodRef, PodAnswer> pods = new FlatMap<>();
    private final Map<NodeRef, NodeAnswer> nodes = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private boolean synced;
    private boolean stalled;
    private long lastArrival;

    SimClusterView(ClusterModel cluster, SimProcess process, SimRandom random) {
        this.cluster = cluster;
        this.process = process;
        this.random = random;
        process.schedule(random.between(SECONDS / 100, SECONDS), this::sync);
    }

    SimProcess process() {
        return process;
    }

    @Override
    public PodAnswer pod(PodRef pod) {
        return synced ? pods.getOrDefault(pod, PodAnswer.Absent.INSTANCE) : PodAnswer.Unknown.INSTANCE;
    }

    @Override
    public NodeAnswer node(NodeRef node) {
        return synced ? nodes.getOrDefault(node, NodeAnswer.Absent.INSTANCE) : NodeAnswer.Unknown.INSTANCE;
    }

    @Override
    public boolean hasLingjunNodes() {
        return nodes.values().stream()
                .anyMatch(node -> node instanceof NodeAnswer.Present present
                        && present.facts().api().lingjun());
    }

    @Override
    public CompletionStage<PodAnswer> read(PodRef pod) {
        CompletableFuture<PodAnswer> reply = new CompletableFuture<>();
        process.send(() -> {
            long half = cluster.timings().read().toNanos() / 2;
            long extra = strikes(ViewFault.READ_SLOW, pod) ? random.between(SECONDS, 5 * SECONDS) : 0;
            process.world().schedule(random.between(half / 2, half) + extra, () -> {
                PodAnswer answer =
                        strikes(ViewFault.READ_FAILS, pod) ? PodAnswer.Unknown.INSTANCE : cluster.answer(pod);
                process.schedule(random.between(half / 2, half), () -> reply.complete(answer));
            });
        });
        return reply;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    private boolean strikes(ViewFault fault, @Nullable Object about) {
        return cluster.faults().strikes(fault, about);
    }

    /** A list: what is new and what is gone is told like any other change. */
    private void sync() {
        Set<PodRef> changedPods = new TreeSet<>(pods.keySet());
        Set<NodeRef> changedNodes = new TreeSet<>(nodes.keySet());
        pods.clear();
        nodes.clear();
        boolean behind = strikes(ViewFault.SYNC_BEHIND, null);
        for (SimPod pod : cluster.pods()) {
            if (!behind || random.chance(0.5)) {
                pods.put(pod.ref(), pod.answer());
            }
        }
        if (behind) {
            process.schedule(random.between(SECONDS, 10 * SECONDS), this::sync);
        }
        for (SimNode node : cluster.nodes()) {
            nodes.put(node.spec().facts().node(), node.answer());
        }
        synced = true;
        stalled = false;
        changedPods.addAll(pods.keySet());
        changedNodes.addAll(nodes.keySet());
        changedPods.forEach(pod -> hear(pod, null));
        changedNodes.forEach(node -> hear(null, node));
    }

    /** A pod changed in the cluster: the cache follows a little later, in order. */
    void podChanged(PodRef pod, PodAnswer answer) {
        follow(() -> {
            if (answer instanceof PodAnswer.Absent) {
                pods.remove(pod);
            } else {
                pods.put(pod, answer);
            }
            hear(pod, null);
        });
    }

    /** A node changed in the cluster: the cache follows a little later, in order. */
    void nodeChanged(NodeRef node, NodeAnswer answer) {
        follow(() -> {
            if (answer instanceof NodeAnswer.Absent) {
                nodes.remove(node);
            } else {
                nodes.put(node, answer);
            }
            hear(null, node);
        });
    }

    private void follow(Runnable change) {
        if (!synced || stalled) {
            return;
        }
        if (strikes(ViewFault.STALL, null)) {
            stall();
            return;
        }
        long lag = cluster.timings().cacheLag().toNanos();
        long now = process.world().nanos();
        lastArrival = Math.max(lastArrival, now + random.between(lag / 2, lag));
        process.schedule(lastArrival - now, () -> {
            if (synced && !stalled) {
                change.run();
            }
        });
    }

    private void stall() {
        stalled = true;
        process.schedule(SERVES_STALE_NANOS, () -> synced = synced && !stalled);
        process.schedule(random.between(5 * SECONDS, 240 * SECONDS), this::sync);
    }

    private void hear(@Nullable PodRef pod, @Nullable NodeRef node) {
        Object about = pod == null ? node : pod;
        for (Listener listener : listeners) {
            int times = strikes(ViewFault.EVENT_LOST, about) ? 0 : strikes(ViewFault.EVENT_REPEATED, about) ? 2 : 1;
            for (int i = 0; i < times; i++) {
                long delay = strikes(ViewFault.EVENT_LATE, about) ? random.between(SECONDS, 20 * SECONDS) : 0;
                process.schedule(delay, () -> tell(listener, pod, node));
            }
        }
    }

    private static void tell(Listener listener, @Nullable PodRef pod, @Nullable NodeRef node) {
        if (pod != null) {
            listener.podChanged(pod);
        }
        if (node != null) {
            listener.nodeChanged(node);
        }
    }
}
