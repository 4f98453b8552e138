package dev.podnetwork.core.weakness;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The door of a node that passes everything on, to be weakened. */
class PassingNode implements NodeIpam {
    final NodeIpam next;

    PassingNode(NodeIpam next) {
        this.next = next;
    }

    @Override
    public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
        return next.acquire(request, patience);
    }

    @Override
    public CompletionStage<Void> release(LeaseOwner owner, String containerId) {
        return next.release(owner, containerId);
    }

    @Override
    public CompletionStage<List<Lease>> reconcile(Collection<LeaseOwner> active, boolean dryRun) {
        return next.reconcile(active, dryRun);
    }

    @Override
    public CompletionStage<Void> hold(String address, String holder, Duration atMost) {
        return next.hold(address, holder, atMost);
    }

    @Override
    public CompletionStage<Void> endHold(String address, String holder) {
        return next.endHold(address, holder);
    }

    @Override
    public CompletionStage<LeaseStory> describe(LeaseOwner owner) {
        return next.describe(owner);
    }

    @Override
    public CompletionStage<NodeIpamSnapshot> snapshot() {
        return next.snapshot();
    }

    @Override
    public void ownedBy(JournalEntry.Epoch owner) {
        next.ownedBy(owner);
    }

    @Override
    public void draining(boolean on) {
        next.draining(on);
    }

    @Override
    public void close() {
        next.close();
    }
}
