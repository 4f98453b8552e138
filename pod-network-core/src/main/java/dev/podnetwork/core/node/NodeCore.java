package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.NodeSpec.Times;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node: what its parts share, and how it ends. Touched on the loop only. */
final class NodeCore {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCore.class);
    private static final int MOST_NOTES = 20;

    final NodeFleet fleet;
    final NodeSpec spec;
    final NodePool pool;
    final List<NodeEni> enis = new ArrayList<>();
    final Intents intents = new Intents(this);
    final Leases leases;
    final Holds holds = new Holds(this);
    final PrefixBook prefixes;
    final PlanRunner planner;
    final CloudSync sync = new CloudSync(this);
    final WarmUpState warmUp = new WarmUpState(this);
    final RecentlyGone recentlyGone = new RecentlyGone(this);
    private final List<String> notes = new ArrayList<>();
    private final LeaseJournal journal;
    long epoch;
    /** Whether what the journal remembers was compared with the cloud: before that nothing new is leased. */
    boolean ready;

    boolean draining;
    /** Why it works no more; null while it does. */
    private @Nullable String stopped;

    NodeCore(NodeFleet fleet, NodeSpec spec, LeaseJournal journal) {
        this.fleet = fleet;
        this.spec = spec;
        this.journal = journal;
        this.pool = new NodePool(spec);
        this.prefixes = new PrefixBook(this);
        this.leases = new Leases(this);
        this.planner = new PlanRunner(this);
    }

    void start() {
        new Recovery(this, journal.recovered()).start();
    }

    /** Monotonic nanoseconds. */
    long now() {
        return fleet.env.ticks();
    }

    Times times() {
        return spec.times();
    }

    /** Makes entries durable, then goes on unless the node has stopped meanwhile; when that fails the node stops. */
    void write(List<JournalEntry> entries, Runnable durable) {
        write(entries, failure -> {
            if (failure == null && stopped == null) {
                durable.run();
            }
        });
    }

    /** The same, and the end is heard in any case: null when the entries are durable, else why they may not be. */
    void write(List<JournalEntry> entries, Ended ended) {
        if (stopped != null) {
            ended.with(stopped);
            return;
        }
        CompletionStage<JournalReply> stage = append(entries);
        CompletableFuture<JournalReply> reply = stage.toCompletableFuture();
        if (reply.isDone() && !reply.isCompletedExceptionally()) {
            written(reply.join(), ended);
        } else {
            stage.whenComplete((answer, failure) -> fleet.loop.post(() -> {
                String why = failure == null ? "the journal did not answer" : failure.toString();
                written(answer == null ? new JournalReply.Refused(why) : answer, ended);
            }));
        }
    }

    /** Hears how a write ended. */
    @FunctionalInterface
    interface Ended {
        /** Null when it is durable. */
        void with(@Nullable String failure);
    }

    private CompletionStage<JournalReply> append(List<JournalEntry> entries) {
        try {
            return journal.append(entries);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(new JournalReply.Refused(e.toString()));
        }
    }

    private void written(JournalReply reply, Ended ended) {
        if (reply instanceof JournalReply.Refused refused) {
            String why = "the journal takes nothing more: " + refused.why();
            stop(why);
            ended.with(why);
        } else {
            ended.with(null);
        }
    }

    /** Works no more: what waits is told why, and no call is sent. */
    void stop(String why) {
        if (stopped == null) {
            stopped = why;
            leases.stop(why);
            LOG.info("The pool of {} stops: {}", spec.instance(), why);
        }
    }

    @Nullable
    String stopped() {
        return stopped;
    }

    /** Somebody with a higher epoch owns the node: this one stops. */
    void ownedBy(JournalEntry.Epoch owner) {
        if (owner.number() > epoch) {
            stop(owner.owner() + " took the node over with epoch " + owner.number() + "; ours is " + epoch);
        }
    }

    @Nullable
    NodeEni eni(EniId id) {
        for (NodeEni eni : enis) {
            if (id.equals(eni.id)) {
                return eni;
            }
        }
        return null;
    }

    /** An operation is over: the interface takes the next one. */
    void settled(NodeEni eni) {
        eni.busy = null;
        eni.incoming = EniReading.Incoming.NONE;
        leases.serve();
        planner.lookSoon(0);
    }

    /** The same, and the interface rests for a while. */
    void pause(NodeEni eni, long nanos, String why) {
        eni.pausedUntil = now() + nanos;
        eni.trouble = why;
        note(eni + ": " + why);
        planner.lookSoon(nanos);
    }

    /** Remembers something for people; the oldest is forgotten first. */
    void note(String text) {
        notes.remove(text);
        notes.add(text);
        if (notes.size() > MOST_NOTES) {
            notes.remove(0);
        }
    }

    List<String> notes() {
        return notes;
    }

    /** Runs later unless the node has stopped. */
    void after(long nanos, Runnable task) {
        fleet.loop.postAfter(nanos, () -> {
            if (stopped == null) {
                task.run();
            }
        });
    }

    static Duration nanos(long nanos) {
        return Duration.ofNanos(Math.max(nanos, 0));
    }
}
