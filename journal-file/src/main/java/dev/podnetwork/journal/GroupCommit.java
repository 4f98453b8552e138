package dev.podnetwork.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.spi.JournalReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is appended while a force is under way and writes it with the next one. {@link #append} and {@link #end} may be
 * called by any thread; {@link #commit} and {@link #run} by the one that writes, which is a thread of its own in production
 * and the caller in tests.
 */
final class GroupCommit {
    private static final long MOST_QUEUED = 64L << 20;
    private static final long QUIET_NANOS = 2_000_000;

    private record Pending(Batch batch, CompletableFuture<JournalReply> reply) {
        void answer(JournalReply what) {
            reply.complete(what);
        }
    }

    private final JournalFile file;
    private final String where;
    private final Object lock = new Object();
    private List<Pending> queue = new ArrayList<>();
    private long queuedBytes;
    private @Nullable String refusal;
    private volatile @Nullable Thread writer;
    private boolean broken;

    GroupCommit(JournalFile file, String where) {
        this.file = file;
        this.where = where;
    }

    CompletionStage<JournalReply> append(List<JournalEntry> entries) {
        Pending pending = new Pending(Batch.of(entries), new CompletableFuture<>());
        String refused = enqueue(pending);
        if (refused == null) {
            LockSupport.unpark(writer);
        } else {
            pending.answer(new JournalReply.Refused(refused));
        }
        return pending.reply();
    }

    private @Nullable String enqueue(Pending pending) {
        synchronized (lock) {
            if (refusal == null && queuedBytes + pending.batch().size() > MOST_QUEUED) {
                refusal = "the journal " + where + " is not written fast enough: " + queuedBytes
                        + " bytes wait for the disk; look at the disk, then open the journal again";
            }
            if (refusal == null) {
                queuedBytes += pending.batch().size();
                queue.add(pending);
            }
            return refusal;
        }
    }

    /** Takes nothing more; what was taken is still written. */
    void end() {
        synchronized (lock) {
            if (refusal == null) {
                refusal = "the journal " + where + " is closed: open it again";
            }
        }
        LockSupport.unpark(writer);
    }

    /** Writes until {@link #end} was called and nothing is left. */
    void run() {
        writer = Thread.currentThread();
        while (await()) {
            commit();
        }
    }

    /** Writes what is queued with one force; answers whether there was anything. */
    boolean commit() {
        List<Pending> group = take();
        if (group.isEmpty()) {
            return false;
        }
        try {
            List<Batch> batches = batchesOf(group);
            if (!batches.isEmpty()) {
                file.write(batches);
            }
            group.forEach(pending -> pending.answer(JournalReply.Durable.INSTANCE));
            file.fold(batches);
        } catch (IOException | RuntimeException | Error e) {
            fail(group, e);
        }
        return true;
    }

    /** An append of nothing waits for those before it, and that it has done by now. */
    private static List<Batch> batchesOf(List<Pending> group) {
        List<Batch> batches = new ArrayList<>(group.size());
        for (Pending pending : group) {
            if (!pending.batch().entries().isEmpty()) {
                batches.add(pending.batch());
            }
        }
        return batches;
    }

    private List<Pending> take() {
        synchronized (lock) {
            List<Pending> taken = queue;
            queue = new ArrayList<>();
            queuedBytes = 0;
            return taken;
        }
    }

    /** What is to be done when nothing is queued. */
    void idle() {
        try {
            if (!broken) {
                file.mark();
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(List.of(), e);
        }
    }

    /** Those of the group that were answered before stay answered. */
    private void fail(List<Pending> group, Throwable failure) {
        String why =
                "the journal " + where + " could not be written (" + failure + "): what was asked in this moment may or"
                        + " may not be kept, and nothing more is taken; free space or replace the disk, then open the journal again";
        broken = true;
        synchronized (lock) {
            refusal = why;
        }
        JournalReply refused = new JournalReply.Refused(why);
        group.forEach(pending -> pending.answer(refused));
        take().forEach(pending -> pending.answer(refused));
    }

    /** Waits for work; answers false when there will be none. */
    private boolean await() {
        boolean quiet = false;
        while (true) {
            synchronized (lock) {
                if (!queue.isEmpty() || refusal != null) {
                    return !queue.isEmpty();
                }
            }
            if (quiet) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, QUIET_NANOS);
                quiet = isQuiet();
            }
            // Nobody ends this thread by an interrupt, which would close the file: it ends when the journal is closed.
            Thread.interrupted();
        }
    }

    private boolean isQuiet() {
        synchronized (lock) {
            if (!queue.isEmpty() || refusal != null) {
                return false;
            }
        }
        idle();
        return true;
    }
}
