package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.MetricsSink;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives records: one mailbox a key, all queued events folded into one step, at most one write outstanding, no effect before
 * its record is committed. A write that may or may not have happened is settled by reading; the events of a step that came
 * to nothing are stepped again.
 *
 * <p>Belongs to one {@link EventLoop} and is called from no other thread.
 *
 * @param <R> the record
 * @param <E> the event
 * @param <S> what the machine remembers
 */
final class Driver<R, E, S> {
    private static final int MOST_TRIES = 16;

    private final EventLoop loop;
    private final RecordStore<R> store;
    private final StoreClock clock;
    private final MetricsSink metrics;
    private final Stepper<R, E, S> stepper;
    private final Map<PodRef, Mailbox<R, E, S>> boxes = new LinkedHashMap<>();
    private final Alarms<Mailbox<R, E, S>> alarms;
    private boolean synced;
    private int generation;

    Driver(
            Env env,
            EventLoop loop,
            RecordStore<R> store,
            StoreClock clock,
            MetricsSink metrics,
            Stepper<R, E, S> stepper) {
        this.loop = loop;
        this.store = store;
        this.clock = clock;
        this.metrics = metrics;
        this.stepper = stepper;
        this.alarms = new Alarms<>(env, loop, this::rung);
    }

    /** Reads all records and begins; {@code synced} runs when that is done. Until then events wait. */
    void start(Runnable whenSynced) {
        generation++;
        whenDone(
                Replies.of(store::list),
                new ListReply.Unavailable<R>("the store broke its contract"),
                reply -> listed(reply, whenSynced));
    }

    /** Takes no more steps and hears no more replies: another process leads. */
    void stop() {
        generation++;
        synced = false;
        alarms.clear();
    }

    private void rung(Mailbox<R, E, S> box) {
        box.suspect |= stepper.rereads(box);
        submit(box, stepper.look("time"));
    }

    private void listed(ListReply<R> reply, Runnable whenSynced) {
        if (!(reply instanceof ListReply.Listed<R> listed)) {
            int current = generation;
            loop.postAfter(1_000_000_000L, () -> {
                if (current == generation) {
                    start(whenSynced);
                }
            });
            return;
        }
        clock.heard(listed.storeTime());
        for (Stored<R> stored : listed.records()) {
            Mailbox<R, E, S> box = box(stored.key());
            box.committed = stored;
            box.soft = stepper.fresh(stored);
            stepper.replaced(box, null, stored);
        }
        synced = true;
        for (Mailbox<R, E, S> box : List.copyOf(boxes.values())) {
            submit(box.key, stepper.look("start"));
        }
        whenSynced.run();
    }

    /** Queues an event and steps the key soon. */
    void submit(PodRef key, E event) {
        submit(box(key), event);
    }

    private void submit(Mailbox<R, E, S> box, E event) {
        if (!box.stopped) {
            box.add(event);
            wake(box);
        }
    }

    /** Queues an event that is meant for this record and no other of the name. */
    void submit(PodRef key, String uid, E event) {
        Mailbox<R, E, S> box = boxes.get(key);
        if (box != null && box.committed != null && box.committed.uid().equals(uid)) {
            submit(box, event);
        }
    }

    /** Somebody else may have changed the record: read it before the next step. */
    void suspect(PodRef key) {
        Mailbox<R, E, S> box = box(key);
        box.suspect = true;
        wake(box);
    }

    /** The mailbox of a key, null without one. */
    @Nullable
    Mailbox<R, E, S> mailbox(PodRef key) {
        return boxes.get(key);
    }

    /** Every mailbox, in the order they came. */
    Collection<Mailbox<R, E, S>> mailboxes() {
        return boxes.values();
    }

    boolean synced() {
        return synced;
    }

    private Mailbox<R, E, S> box(PodRef key) {
        Mailbox<R, E, S> box = boxes.get(key);
        if (box == null) {
            box = new Mailbox<>(key, stepper.fresh(null));
            boxes.put(key, box);
        }
        return box;
    }

    private void wake(Mailbox<R, E, S> box) {
        if (synced && !box.busy && !box.posted && !box.stopped) {
            box.posted = true;
            int current = generation;
            loop.post(() -> {
                box.posted = false;
                if (current == generation) {
                    run(box);
                }
            });
        }
    }

    private void run(Mailbox<R, E, S> box) {
        if (box.busy || box.stopped) {
            return;
        }
        if (box.suspect) {
            box.suspect = false;
            read(box, new Doubt<>(List.of(), null));
            return;
        }
        List<E> events = box.take();
        guarded(box, () -> step(box, events));
    }

    /** A broken invariant stops this key and no other. */
    private void guarded(Mailbox<R, E, S> box, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            box.stopped = true;
            box.take();
            stepper.stopped(box, e);
        }
    }

    private void step(Mailbox<R, E, S> box, List<E> events) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Stepper.Proposal<R, S> proposal = stepper.step(box, events);
            if (!stepper.reserve(box, proposal)) {
                continue;
            }
            if (Objects.equals(proposal.next(), box.record())) {
                stepper.unreserve(proposal);
                adopt(box, proposal);
            } else {
                commit(box, events, proposal);
            }
            return;
        }
        throw new IllegalStateException("the readings of " + box.key + " contradict the reservations");
    }

    private void adopt(Mailbox<R, E, S> box, Stepper.Proposal<R, S> proposal) {
        box.soft = proposal.soft();
        box.failures = 0;
        alarms.set(box, proposal.wakeAt());
        stepper.adopted(box, proposal);
        if (box.hasEvents() || box.suspect) {
            wake(box);
        } else if (stepper.idle(box) && !box.busy) {
            alarms.set(box, Long.MAX_VALUE);
            boxes.remove(box.key, box);
        }
    }

    private void commit(Mailbox<R, E, S> box, List<E> events, Stepper.Proposal<R, S> proposal) {
        box.busy = true;
        Stored<R> current = box.committed;
        R next = proposal.next();
        box.doubtful = true;
        box.writing = next;
        CompletionStage<CommitReply> write = Replies.of(() -> {
            if (current == null) {
                return store.create(box.key, Objects.requireNonNull(next));
            }
            return next == null ? store.remove(current) : store.update(current, next);
        });
        whenDone(
                write, new CommitReply.Unknown(), reply -> guarded(box, () -> committed(box, events, proposal, reply)));
    }

    private void committed(Mailbox<R, E, S> box, List<E> events, Stepper.Proposal<R, S> proposal, CommitReply reply) {
        metrics.commit(reply.getClass().getSimpleName());
        if (reply instanceof CommitReply.Committed done) {
            clock.heard(done.storeTime());
            box.busy = false;
            replace(box, stored(box, proposal.next(), done));
            stepper.unreserve(proposal);
            adopt(box, proposal);
            return;
        }
        stepper.unreserve(proposal);
        if (reply instanceof CommitReply.Unavailable) {
            box.doubtful = false;
            box.addFirst(events);
            later(box, () -> {
                box.busy = false;
                submit(box.key, stepper.look("store"));
            });
        } else {
            read(box, new Doubt<>(events, reply instanceof CommitReply.Unknown ? proposal : null));
        }
    }

    @Nullable
    private Stored<R> stored(Mailbox<R, E, S> box, @Nullable R next, CommitReply.Committed done) {
        if (next == null) {
            return null;
        }
        boolean deletionRequested = box.committed != null && box.committed.deletionRequested();
        return new Stored<>(box.key, done.uid(), done.version(), deletionRequested, next);
    }

    private void later(Mailbox<R, E, S> box, Runnable retry) {
        box.failures++;
        long wait = Math.min(200_000_000L << Math.min(box.failures, 6), 10_000_000_000L);
        int current = generation;
        loop.postAfter(wait, () -> {
            if (current == generation) {
                retry.run();
            }
        });
    }

    /** Reads the record past every cache, and settles a doubtful write by what it finds. */
    private void read(Mailbox<R, E, S> box, Doubt<R, E, S> doubt) {
        box.busy = true;
        whenDone(
                Replies.of(() -> store.read(box.key)),
                new ReadReply.Unavailable<R>("the store broke its contract"),
                reply -> guarded(box, () -> answered(box, doubt, reply)));
    }

    private void answered(Mailbox<R, E, S> box, Doubt<R, E, S> doubt, ReadReply<R> reply) {
        if (reply instanceof ReadReply.Found<R> found) {
            clock.heard(found.storeTime());
            settle(box, doubt, found.stored());
        } else if (reply instanceof ReadReply.Missing<R> missing) {
            clock.heard(missing.storeTime());
            settle(box, doubt, null);
        } else {
            later(box, () -> read(box, doubt));
        }
    }

    private void settle(Mailbox<R, E, S> box, Doubt<R, E, S> doubt, @Nullable Stored<R> read) {
        box.busy = false;
        Stored<R> before = box.committed;
        Stored<R> live = stepper.asKnown(before, read);
        Stepper.Proposal<R, S> maybe = doubt.maybe();
        boolean sameObject = before == null || live == null || before.uid().equals(live.uid());
        boolean applied =
                maybe != null && sameObject && Objects.equals(maybe.next(), live == null ? null : live.record());
        if (!applied) {
            boolean another = !sameObject || (before == null) != (live == null);
            List<E> still = another ? List.of() : doubt.events();
            if (another) {
                box.take();
            }
            if (another || !Objects.equals(record(before), record(live))) {
                // What was remembered is about a record that another process has carried on since.
                box.soft = stepper.fresh(live);
            }
            box.addFirst(still);
        }
        replace(box, live);
        if (applied && maybe != null) {
            adopt(box, maybe);
        }
        submit(box.key, stepper.look("read"));
    }

    private static <R> @Nullable R record(@Nullable Stored<R> stored) {
        return stored == null ? null : stored.record();
    }

    private void replace(Mailbox<R, E, S> box, @Nullable Stored<R> after) {
        Stored<R> before = box.committed;
        box.committed = after;
        box.doubtful = false;
        box.writing = null;
        stepper.replaced(box, before, after);
    }

    /** Hears a reply on the loop, unless this process was deposed meanwhile. */
    private <T> void whenDone(CompletionStage<T> stage, T ifBroken, Consumer<T> then) {
        int asOf = generation;
        stage.whenComplete((reply, failure) -> loop.post(() -> {
            if (asOf == generation) {
                then.accept(failure == null && reply != null ? reply : ifBroken);
            }
        }));
    }
}
