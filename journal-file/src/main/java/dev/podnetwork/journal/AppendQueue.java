package dev.podnetwork.journal;

import dev.podnetwork.spi.JournalReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Appends that wait for the disk, in the order they came. Any thread adds and ends, without ever waiting for another; one
 * thread takes all there are at once.
 */
final class AppendQueue {
    private static final long MOST_BYTES = 64L << 20;

    /** What was appended, and the answer to it. */
    record Append(Batch batch, CompletableFuture<JournalReply> reply) {
        static Append of(Batch batch) {
            return new Append(batch, new CompletableFuture<>());
        }

        void answer(JournalReply what) {
            reply.complete(what);
        }
    }

    /** What the one that takes has to do. */
    enum Work {
        SOME,
        NONE_NOW,
        NONE_EVER
    }

    /** What was added since the last take; none is null. Once ended it stays so. */
    private sealed interface Tail {}

    private record Added(Append append, @Nullable Added before, long bytes) implements Tail {}

    private record Ended(String why, @Nullable Added before) implements Tail {}

    private final String where;
    private final AtomicReference<@Nullable Tail> tail = new AtomicReference<>();

    AppendQueue(String where) {
        this.where = where;
    }

    /** Adds one, or refuses it when the queue has ended; answers whether it is the first since the last take. */
    boolean add(Append append) {
        while (true) {
            Tail before = tail.get();
            if (before instanceof Ended ended) {
                append.answer(new JournalReply.Refused(ended.why()));
                return false;
            }
            Added last = (Added) before;
            long bytes = append.batch().size() + (last == null ? 0 : last.bytes());
            if (bytes > MOST_BYTES) {
                end("the journal " + where + " is not written fast enough: "
                        + (bytes - append.batch().size())
                        + " bytes wait for the disk; look at the disk, then open the journal again");
            } else if (tail.compareAndSet(before, new Added(append, last, bytes))) {
                return last == null;
            }
        }
    }

    /** From now on what is added is refused; what was added stays. The first reason is kept. */
    void end(String why) {
        tail.updateAndGet(before -> before instanceof Ended ? before : new Ended(why, (Added) before));
    }

    /** Takes all there are, first to last. */
    List<Append> take() {
        Tail taken = tail.getAndUpdate(before -> before instanceof Ended ended ? new Ended(ended.why(), null) : null);
        List<Append> appends = new ArrayList<>();
        for (Added each = lastOf(taken); each != null; each = each.before()) {
            appends.add(each.append());
        }
        Collections.reverse(appends);
        return appends;
    }

    Work work() {
        Tail now = tail.get();
        if (lastOf(now) != null) {
            return Work.SOME;
        }
        return now instanceof Ended ? Work.NONE_EVER : Work.NONE_NOW;
    }

    private static @Nullable Added lastOf(@Nullable Tail tail) {
        return tail instanceof Ended ended ? ended.before() : (Added) tail;
    }
}
