package dev.podnetwork.api;

import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The door: asks for pod networks, gives them back, says why a pod waits.
 *
 * <p>Every call is idempotent: it states a wish, and the allocator works towards it, through restarts and failures, until
 * the wish changes. Nothing blocks. Thread-safe.
 */
public interface PodNetworkAllocator extends AutoCloseable {

    /**
     * Wishes that a scheduled pod be bound. The stage completes with the binding once it is durable; with a
     * {@code RejectedException} when it can never be granted as asked; with a {@code ClosedException} when the allocator
     * closes first. It stays open while the pod waits: see {@link #explain}. A repeated wish for the same incarnation joins
     * the first one.
     */
    CompletionStage<Binding> allocate(AllocationRequest request);

    /**
     * The same, giving up the wait, though not the wish, after {@code patience}: the stage then completes with a
     * {@code CapacityException} that says what is scarce.
     */
    CompletionStage<Binding> allocate(AllocationRequest request, Duration patience);

    /**
     * Says that this incarnation of the pod needs no network any more. The cluster's own view decides: a pod that still
     * runs keeps its interfaces. The stage completes when the record no longer serves that incarnation.
     */
    CompletionStage<Void> release(PodRef pod, PodUid uid);

    /** Says what a pod has, or what it waits for and why. Never blocks; answers from what the last step knew. */
    Explanation explain(PodRef pod);

    /** Counts what there is, at one moment. */
    AllocatorSnapshot snapshot();

    /** Stops: nothing more is sent, open stages complete with a {@code ClosedException}. Records stay. Idempotent. */
    @Override
    void close();
}
