package dev.podnetwork.api.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The door to a node's shared addresses: leases them to pods, takes them back, says why a pod waits. What is answered is
 * durable. Nothing blocks; every call may be repeated. Thread-safe.
 */
public interface NodeIpam extends AutoCloseable {

    /**
     * Leases an address. An owner that holds one gets the same again. Without an idle address it waits, first come first
     * served, while more are fetched.
     *
     * @param request who asks, and for what
     * @param patience after which the stage completes with a {@code CapacityException} that says what is scarce
     * @return completes with the lease once it is durable; with a {@code RejectedException} when it can never be granted,
     *     for example because the sandbox was deleted already; with a {@code ClosedException} when this closes or stops.
     *     Cancelling it gives up the wait, and the lease if there was one already
     */
    CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience);

    /**
     * Gives back what an owner holds; its address cools down before anybody else gets it. Succeeds for an owner that holds
     * nothing, and then a later {@link #acquire} of that sandbox is refused for a while; succeeds without effect when the
     * owner's lease belongs to a newer sandbox (spec: node-ipam §6.4).
     *
     * @param owner who
     * @param containerId the sandbox that is gone
     * @return completes once it is durable
     */
    CompletionStage<Void> release(LeaseOwner owner, String containerId);

    /**
     * Releases what nobody uses any more, because a DEL never came: the leases whose owner is not among those that are
     * active, now and at the call before this one, and that are older than that call (spec: node-ipam §8.1, aws-cni#1939).
     *
     * @param active owners whose sandbox lives
     * @param dryRun true to only be told
     * @return completes with what was released, or would be
     */
    CompletionStage<List<Lease>> reconcile(Collection<LeaseOwner> active, boolean dryRun);

    /**
     * Keeps an address from its next owner, for example while an EIP is unbound from it; the present lease lives on.
     *
     * @param address in text; it need not be on the node yet
     * @param holder who asks
     * @param atMost after which the hold ends by itself
     * @return completes once it is durable
     */
    CompletionStage<Void> hold(String address, String holder, Duration atMost);

    /** Ends a hold. Completes once that is durable. */
    CompletionStage<Void> endHold(String address, String holder);

    /** Says what an owner holds, or why it waits. */
    CompletionStage<LeaseStory> describe(LeaseOwner owner);

    /** Counts what there is, at one moment. */
    CompletionStage<NodeIpamSnapshot> snapshot();

    /**
     * Says who owns the node, as it is recorded on the node. When that is somebody with a higher epoch, this stops: no
     * lease and no cloud call any more (design §4).
     */
    void ownedBy(JournalEntry.Epoch owner);

    /** While true nothing is given back to the cloud: the node is being drained, and its interfaces go with it. */
    void draining(boolean on);

    /** Stops: waiters get a {@code ClosedException}, nothing more is sent. What is on the node stays. Idempotent. */
    @Override
    void close();
}
