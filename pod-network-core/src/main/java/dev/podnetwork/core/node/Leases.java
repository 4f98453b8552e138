package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.error.CapacityException;
import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.api.error.RejectedException;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who holds what, and who waits. An address is leased in the pool first, then in the journal, then answered; it is given
 * back in the journal first, so that what the journal says is never more than one lease of an address.
 */
final class Leases {
    private final NodeCore node;
    final Tombstones tombstones;
    final Waiters waiters = new Waiters();
    private final Map<LeaseOwner, Held> held = new LinkedHashMap<>();
    private final CoolingEnds coolingEnds = new CoolingEnds();
    private final long cooldown;
    private final List<Runnable> early = new ArrayList<>();

    Leases(NodeCore node) {
        this.node = node;
        this.tombstones = new Tombstones(node);
        this.cooldown = node.spec.times().cooldown().toNanos();
    }

    void acquire(LeaseRequest request, Duration patience, CompletableFuture<Lease> answer) {
        RuntimeException refusal = LeaseRefusal.of(node, tombstones, request);
        if (refusal != null) {
            answer.completeExceptionally(refusal);
        } else if (node.ready && waiters.isEmpty() && granted(request, answer)) {
            node.planner.poolUsed();
        } else if (!answer.isDone()) {
            await(new Waiter(request, answer, node.now()), patience);
        }
    }

    /** Answers at once if it can. */
    private boolean granted(LeaseRequest request, CompletableFuture<Lease> answer) {
        Held mine = held.get(request.owner());
        if (mine != null && mine.status == AddressStatus.INVALID) {
            // What the cloud took away is never answered again (spec: node-ipam §2.3); of a pair one half may still be
            // there.
            giveBack(mine, Math.max(cooldown, 4 * node.times().lag().toNanos()), failure -> {});
            mine = null;
        }
        if (mine != null) {
            return repeated(mine, request, answer);
        }
        LockFreeAddressPool pool = node.pool.of(request.trafficMode());
        long handle = lease(pool, request);
        LeaseAddress address = pool.address(handle);
        if (address == null) {
            return false;
        }
        Held fresh = new Held(new Lease(request.owner(), request.containerId(), address), pool, handle);
        held.put(request.owner(), fresh);
        answerWhenDurable(fresh, answer);
        return true;
    }

    private long lease(LockFreeAddressPool pool, LeaseRequest request) {
        String exact = request.exact();
        if (exact == null) {
            return pool.lease(request.owner(), node.now());
        }
        OptionalInt slot = pool.blocks().slotOf(exact);
        return slot.isEmpty()
                ? LeaseHandle.UNAVAILABLE
                : pool.leaseExactly(request.owner(), slot.getAsInt(), node.now());
    }

    private boolean repeated(Held mine, LeaseRequest request, CompletableFuture<Lease> answer) {
        LeaseAddress address = mine.lease.address();
        String exact = request.exact();
        if (exact != null && !exact.equals(address.ipv4()) && !exact.equals(address.ipv6())) {
            answer.completeExceptionally(new RejectedException("address " + exact + " for " + request.owner()
                    + ": it holds " + address.primary() + "; release that first"));
            return false;
        }
        if (mine.status != AddressStatus.VALID) {
            return false;
        }
        mine.lease = new Lease(request.owner(), request.containerId(), address);
        answerWhenDurable(mine, answer);
        return true;
    }

    private void answerWhenDurable(Held mine, CompletableFuture<Lease> answer) {
        Lease lease = mine.lease;
        mine.unanswered++;
        node.write(List.of(new JournalEntry.Leased(lease)), failure -> {
            mine.unanswered--;
            if (failure != null) {
                answer.completeExceptionally(new ClosedException(failure));
            } else if (answer.complete(lease)) {
                mine.acknowledged = true;
            } else if (!mine.acknowledged && mine.unanswered == 0 && held.get(lease.owner()) == mine) {
                // Everybody who asked went away meanwhile: nobody ever heard of it.
                giveBack(mine, 0, ignored -> {});
                serve();
            }
        });
    }

    private void await(Waiter waiter, Duration patience) {
        waiters.add(waiter);
        long nanos = Math.max(patience.toNanos(), 0);
        waiter.deadline = node.fleet.loop.postAfter(nanos, () -> giveUp(waiter));
        CompletionStage<Lease> end = waiter.answer;
        end.whenComplete((lease, failure) -> {
            if (waiter.answer.isCancelled()) {
                node.fleet.loop.post(() -> leave(waiter));
            }
        });
        serve();
    }

    private void giveUp(Waiter waiter) {
        if (waiters.contains(waiter)) {
            LeaseStory story = describe(waiter.owner());
            leave(waiter);
            waiter.answer.completeExceptionally(new CapacityException(
                    "an address for " + waiter.owner() + " on " + node.spec.instance() + ": "
                            + String.join("; ", story.reasons()),
                    story.retryAfter()));
        }
    }

    /** Its demand goes with it. */
    private void leave(Waiter waiter) {
        if (waiters.remove(waiter)) {
            waiter.forgetDeadline();
            node.planner.lookSoon(0);
        }
    }

    /** Serves who waits, first come first served; whom nothing fits stays, and lets others pass only for what it cannot take. */
    void serve() {
        if (!node.ready || node.stopped() != null) {
            return;
        }
        boolean[] dry = new boolean[2];
        for (Waiter waiter : waiters.all()) {
            boolean any = waiter.request.exact() == null && !held.containsKey(waiter.owner());
            int line = waiter.request.trafficMode().ordinal();
            if (any && dry[line]) {
                continue;
            }
            if (granted(waiter.request, waiter.answer) || waiter.answer.isDone()) {
                waiters.remove(waiter);
                waiter.forgetDeadline();
            } else if (any) {
                dry[line] = true;
            }
        }
        if (!waiters.isEmpty()) {
            coolingEnds.wake(node.now(), in -> node.after(in, this::serve));
            node.planner.lookSoon(node.times().linger().toNanos());
        }
    }

    void release(LeaseOwner owner, String containerId, CompletableFuture<Void> answer) {
        String stopped = node.stopped();
        if (stopped != null) {
            answer.completeExceptionally(new ClosedException(stopped));
            return;
        }
        if (!node.ready) {
            // What the journal remembers is not put back yet: the owner may hold something.
            early.add(() -> release(owner, containerId, answer));
            return;
        }
        Held mine = held.get(owner);
        if (mine == null) {
            bury(owner, containerId, answer);
        } else if (mine.lease.containerId().equals(containerId)) {
            refuse(owner, containerId);
            giveBack(mine, cooldown, failure -> NodeShell.end(answer, failure));
            if (!waiters.isEmpty()) {
                serve();
            }
        } else {
            answer.complete(null);
        }
    }

    private void bury(LeaseOwner owner, String containerId, CompletableFuture<Void> answer) {
        refuse(owner, containerId);
        node.write(List.of(tombstones.bury(owner, containerId)), failure -> NodeShell.end(answer, failure));
    }

    /** A request of the same sandbox that waits, or repeats itself, is answered before its lease goes. */
    private void refuse(LeaseOwner owner, String containerId) {
        if (waiters.isEmpty()) {
            return;
        }
        for (Waiter waiter : waiters.all()) {
            if (waiter.owner().equals(owner) && waiter.request.containerId().equals(containerId)) {
                leave(waiter);
                waiter.answer.completeExceptionally(new RejectedException(
                        "an address for " + owner + ": its sandbox " + containerId + " was deleted while it waited"));
            }
        }
    }

    private void giveBack(Held mine, long coolFor, NodeCore.Ended ended) {
        Lease lease = mine.lease;
        held.remove(lease.owner());
        JournalEntry released = new JournalEntry.Released(
                lease.owner(), lease.address(), node.fleet.env.now().plusNanos(coolFor));
        node.write(List.of(released), ended);
        long reusableAt = node.now() + coolFor;
        mine.pool.giveBack(mine.handle, reusableAt);
        if (coolFor > 0) {
            coolingEnds.forget(reusableAt - coolFor);
            coolingEnds.add(reusableAt);
        }
    }

    List<Lease> reconcile(Collection<LeaseOwner> active, boolean dryRun) {
        Set<LeaseOwner> alive = new LinkedHashSet<>(active);
        List<Lease> gone = new ArrayList<>();
        for (Held each : List.copyOf(held.values())) {
            boolean missing = !alive.contains(each.lease.owner());
            if (missing && each.missed) {
                gone.add(each.lease);
            }
            if (missing && each.missed && !dryRun) {
                giveBack(each, cooldown, failure -> {});
            }
            each.missed = dryRun ? each.missed : missing;
        }
        return gone;
    }

    /** Everything is put back: what was released meanwhile goes, then who waits is served. */
    void ready() {
        early.forEach(Runnable::run);
        early.clear();
        serve();
    }

    /** A lease that the journal remembers. */
    void recovered(Held mine) {
        mine.acknowledged = true;
        held.put(mine.lease.owner(), mine);
    }

    /** What the cloud says of an address that is leased; null owners are nobody. */
    void status(@Nullable LeaseOwner owner, AddressStatus status) {
        Held mine = owner == null ? null : held.get(owner);
        if (mine != null) {
            mine.status = status;
        }
    }

    /** Its address is in another place of the pool now. */
    void moved(LeaseOwner owner, long handle) {
        Held mine = held.get(owner);
        if (mine != null) {
            mine.handle = handle;
        }
    }

    /** A cooldown from before. */
    void cooling(long until) {
        coolingEnds.add(until);
    }

    int size() {
        return held.size();
    }

    List<Lease> unconfirmed() {
        return held.values().stream()
                .filter(each -> each.status != AddressStatus.VALID)
                .map(each -> each.lease)
                .toList();
    }

    /** Pods that need an address which only the cloud can bring. */
    int demand(TrafficMode mode) {
        Set<LeaseOwner> owners = new LinkedHashSet<>();
        for (Waiter waiter : waiters.all()) {
            boolean any = waiter.request.exact() == null && !held.containsKey(waiter.owner());
            if (any && waiter.request.trafficMode() == mode) {
                owners.add(waiter.owner());
            }
        }
        return owners.size();
    }

    LeaseStory describe(LeaseOwner owner) {
        Held mine = held.get(owner);
        if (mine != null) {
            boolean fine = mine.status == AddressStatus.VALID;
            String text = mine.lease.address().primary() + " is " + mine.status + ": the cloud does not confirm it";
            return new LeaseStory(mine.lease, 0, fine ? List.of() : List.of(text), null);
        }
        int ahead = waiters.ahead(owner);
        if (ahead < 0) {
            return new LeaseStory(null, 0, List.of("it holds nothing and did not ask"), null);
        }
        return node.planner.why(ahead, waiters.exact(owner), coolingEnds.next());
    }

    void stop(String why) {
        for (Waiter waiter : waiters.all()) {
            waiters.remove(waiter);
            waiter.forgetDeadline();
            waiter.answer.completeExceptionally(new ClosedException(why));
        }
    }
}
