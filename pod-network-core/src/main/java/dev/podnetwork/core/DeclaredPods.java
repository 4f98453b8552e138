package dev.podnetwork.core;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.spi.ClusterView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The view of an embedder without Kubernetes: a pod exists from {@code allocate} to {@code release}, a node from
 * {@link #declare}. After a restart nothing is known of pods that were not declared again, until {@link #synced()} says
 * that all were: unknown is not absent. Thread-safe.
 */
public final class DeclaredPods implements ClusterView {
    private final Map<PodRef, PodAnswer> pods = new ConcurrentHashMap<>();
    private final Map<NodeRef, NodeFacts> nodes = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean synced;

    /** No node and no pod yet. */
    public DeclaredPods() {}

    /** These nodes exist. */
    public static DeclaredPods on(NodeFacts... facts) {
        DeclaredPods view = new DeclaredPods();
        for (NodeFacts each : facts) {
            view.declare(each);
        }
        return view;
    }

    /** This node exists, or changed. */
    public void declare(NodeFacts facts) {
        nodes.put(facts.node(), facts);
        listeners.forEach(each -> each.nodeChanged(facts.node()));
    }

    /** This node is gone. */
    public void remove(NodeRef node) {
        nodes.remove(node);
        listeners.forEach(each -> each.nodeChanged(node));
    }

    /** Every pod that exists has been declared: any other is absent from now on. */
    public void synced() {
        synced = true;
        pods.values().removeIf(each -> each instanceof PodAnswer.Ended);
        listeners.forEach(Listener::synced);
    }

    void allocated(AllocationRequest request) {
        pods.put(request.pod(), new PodAnswer.Scheduled(request.uid(), request.node()));
        listeners.forEach(each -> each.podChanged(request.pod()));
    }

    void released(PodRef pod, PodUid uid) {
        pods.compute(pod, (p, now) -> {
            boolean another = now != null && !now.isGone(uid);
            if (now != null && !another) {
                return now;
            }
            // Once everything is declared, a name without a pod need not be kept.
            return synced ? null : new PodAnswer.Ended(uid);
        });
        listeners.forEach(each -> each.podChanged(pod));
    }

    @Override
    public PodAnswer pod(PodRef pod) {
        PodAnswer declared = pods.get(pod);
        if (declared instanceof PodAnswer.Ended && synced) {
            return PodAnswer.Absent.INSTANCE;
        }
        if (declared != null) {
            return declared;
        }
        return synced ? PodAnswer.Absent.INSTANCE : PodAnswer.Unknown.INSTANCE;
    }

    @Override
    public NodeAnswer node(NodeRef node) {
        NodeFacts facts = nodes.get(node);
        return facts == null ? NodeAnswer.Absent.INSTANCE : new NodeAnswer.Present(facts);
    }

    @Override
    public boolean hasLingjunNodes() {
        return nodes.values().stream().anyMatch(facts -> facts.api().lingjun());
    }

    @Override
    public CompletionStage<PodAnswer> read(PodRef pod) {
        return CompletableFuture.completedFuture(pod(pod));
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }
}
