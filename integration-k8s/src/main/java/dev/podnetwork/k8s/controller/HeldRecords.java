package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Stored;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says on a record whose deletion was asked for while its pod lives why it is still there, and what to do: who deleted it waits for it
 * (design §5: it is kept until the pod is gone). Said again every half hour for as long as that is so, because the API server forgets an event after
 * one. Thread-safe.
 */
final class HeldRecords implements Consumer<Stored<Allocation>> {
    private static final long AGAIN = 30 * 60 * 1_000_000_000L;
    /** A pod that is deleted together with its record, as with their namespace, has this time to begin to end. */
    private static final long PATIENCE = 2_000_000_000L;
    /** For a pod that ends, a view that does not know yet, and a process that does not lead yet. */
    private static final long SOON = 15_000_000_000L;

    private final Env env;
    private final ClusterView view;
    private final BooleanSupplier leads;
    private final Function<PodRef, CompletionStage<?>> readAgain;
    private final BiConsumer<Subject, EventWriter.Words> events;
    private final Set<PodRef> planned = ConcurrentHashMap.newKeySet();
    /** Read again because their time has come. */
    private final Set<PodRef> due = ConcurrentHashMap.newKeySet();

    /**
     * A reporter.
     *
     * @param leads whether this process may speak; it looks again until it may
     * @param readAgain reads a record; when its deletion is still asked for, {@link #accept} hears of it
     * @param events must not block
     */
    HeldRecords(
            Env env,
            ClusterView view,
            BooleanSupplier leads,
            Function<PodRef, CompletionStage<?>> readAgain,
            BiConsumer<Subject, EventWriter.Words> events) {
        this.env = env;
        this.view = view;
        this.leads = leads;
        this.readAgain = readAgain;
        this.events = events;
    }

    /** A record was read whose deletion is asked for. */
    @Override
    public void accept(Stored<Allocation> stored) {
        Allocation record = stored.record();
        PodRef key = stored.key();
        PodAnswer pod = view.pod(key);
        if (pod.isGone(record.podUid())) {
            return;
        }
        if (!due.contains(key)) {
            plan(key, PATIENCE);
        } else if (pod instanceof PodAnswer.Scheduled && leads.getAsBoolean()) {
            events.accept(Subject.podEni(key, stored.uid()), words(key, record.node(), record.fixed()));
            plan(key, AGAIN);
        } else {
            plan(key, SOON);
        }
    }

    private static EventWriter.Words words(PodRef pod, NodeRef node, boolean fixed) {
        return new EventWriter.Words(
                true,
                "PodENIInUse",
                "DeletePodENI",
                "its deletion was asked for and waits for pod " + pod + ", which uses its interfaces on node " + node
                        + "; they stay until that pod is gone, then they and this PodENI are deleted"
                        + (fixed ? " and the address is not kept" : "") + ": delete the pod, or let it run; a deletion"
                        + " that was asked for cannot be taken back");
    }

    private void plan(PodRef key, long delay) {
        if (planned.add(key)) {
            env.schedule(delay, () -> {
                planned.remove(key);
                due.add(key);
                CompletionStage<Boolean> unused = readAgain.apply(key).handle((read, broken) -> due.remove(key));
            });
        }
    }
}
