package dev.podnetwork.core.node;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.pool.BlockView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The door of one node: brings every question to the loop, on the caller's thread when nobody else is there. */
final class NodeShell implements NodeIpam {
    private final NodeCore node;
    private volatile boolean closed;

    NodeShell(NodeCore node) {
        this.node = node;
    }

    @Override
    public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
        requireNonNull(request, "request");
        requireNonNull(patience, "patience");
        CompletableFuture<Lease> answer = new CompletableFuture<>();
        run(answer, () -> node.leases.acquire(request, patience, answer));
        return answer;
    }

    @Override
    public CompletionStage<Void> release(LeaseOwner owner, String containerId) {
        requireNonNull(owner, "owner");
        requireNonNull(containerId, "containerId");
        CompletableFuture<Void> answer = new CompletableFuture<>();
        run(answer, () -> node.leases.release(owner, containerId, answer));
        return answer;
    }

    @Override
    public CompletionStage<List<Lease>> reconcile(Collection<LeaseOwner> active, boolean dryRun) {
        List<LeaseOwner> alive = List.copyOf(active);
        return ask(() -> node.leases.reconcile(alive, dryRun));
    }

    @Override
    public CompletionStage<Void> hold(String address, String holder, Duration atMost) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        run(answer, () -> node.holds.hold(address, holder, atMost, failure -> NodeShell.end(answer, failure)));
        return answer;
    }

    @Override
    public CompletionStage<Void> endHold(String address, String holder) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        run(answer, () -> node.holds.end(address, holder, failure -> NodeShell.end(answer, failure)));
        return answer;
    }

    @Override
    public CompletionStage<LeaseStory> describe(LeaseOwner owner) {
        return ask(() -> node.leases.describe(owner));
    }

    @Override
    public CompletionStage<NodeIpamSnapshot> snapshot() {
        return ask(this::count);
    }

    @Override
    public void ownedBy(JournalEntry.Epoch owner) {
        node.fleet.loop.runOrPost(() -> node.ownedBy(owner));
    }

    @Override
    public void draining(boolean on) {
        node.fleet.loop.runOrPost(() -> node.draining = on);
    }

    @Override
    public void close() {
        closed = true;
        node.fleet.loop.runOrPost(() -> node.stop("the node's pool was closed"));
    }

    static void end(CompletableFuture<Void> answer, @Nullable String failure) {
        if (failure == null) {
            answer.complete(null);
        } else {
            answer.completeExceptionally(new ClosedException(failure));
        }
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        run(answer, () -> answer.complete(question.get()));
        return answer;
    }

    private void run(CompletableFuture<?> answer, Runnable task) {
        if (closed) {
            answer.completeExceptionally(new ClosedException("the node's pool was closed"));
        } else {
            node.fleet.loop.runOrPost(task);
        }
    }

    private NodeIpamSnapshot count() {
        int[] counts = new int[4];
        long now = node.now();
        for (BlockView view : node.pool.ordinary.blocks().views(now)) {
            add(counts, view);
        }
        for (BlockView view : node.pool.rdma.blocks().views(now)) {
            add(counts, view);
        }
        int attached = (int) node.enis.stream()
                .filter(eni -> eni.state == EniReading.State.IN_USE && !eni.ghost)
                .count();
        return new NodeIpamSnapshot(
                node.ready,
                attached,
                (int) node.enis.stream().filter(eni -> !eni.ghost).count() - attached,
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                node.leases.waiters.size(),
                node.leases.unconfirmed(),
                node.sync.strangers(),
                node.planner.conditions(),
                node.notes());
    }

    private static void add(int[] counts, BlockView view) {
        counts[0] += view.leased();
        counts[1] += view.idle();
        counts[2] += view.cooling();
        counts[3] += view.unusable();
    }
}
