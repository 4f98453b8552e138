package dev.podnetwork.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.journal.AppendQueue.Append;
import dev.podnetwork.journal.AppendQueue.Work;
import dev.podnetwork.spi.JournalReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is appended while a force is under way and writes it with the next one. {@link #append} and {@link #end} may be
 * called by any thread; {@link #commit} and {@link #run} by the one that writes, which is a thread of its own in production
 * and the caller in tests.
 */
final class GroupCommit {
    /** Some 30 µs where nobody else wants the processor. */
    private static final int YIELDS = 64;

    private static final long QUIET_NANOS = 2_000_000;

    private final JournalFile file;
    private final String where;
    private final AppendQueue queue;
    private volatile @Nullable Thread writer;
    private boolean broken;

    GroupCommit(JournalFile file, String where) {
        this.file = file;
        this.where = where;
        this.queue = new AppendQueue(where);
    }

    CompletionStage<JournalReply> append(List<JournalEntry> entries) {
        Append append = Append.of(Batch.of(entries));
        if (queue.add(append)) {
            LockSupport.unpark(writer);
        }
        return append.reply();
    }

    /** Takes nothing more; what was taken is still written. */
    void end() {
        queue.end("the journal " + where + " is closed: open it again");
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
        List<Append> group = queue.take();
        if (group.isEmpty()) {
            return false;
        }
        try {
            List<Batch> batches = batchesOf(group);
            if (!batches.isEmpty()) {
                file.write(batches);
            }
            group.forEach(append -> append.answer(JournalReply.Durable.INSTANCE));
            file.fold(batches);
        } catch (IOException | RuntimeException | Error e) {
            fail(group, e);
        }
        return true;
    }

    /** An append of nothing waits for those before it, and that it has done by now. */
    private static List<Batch> batchesOf(List<Append> group) {
        List<Batch> batches = new ArrayList<>(group.size());
        for (Append append : group) {
            if (!append.batch().entries().isEmpty()) {
                batches.add(append.batch());
            }
        }
        return batches;
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
    private void fail(List<Append> group, Throwable failure) {
        String why =
                "the journal " + where + " could not be written (" + failure + "): what was asked in this moment may or"
                        + " may not be kept, and nothing more is taken; free space or replace the disk, then open the journal again";
        broken = true;
        queue.end(why);
        JournalReply refused = new JournalReply.Refused(why);
        group.forEach(append -> append.answer(refused));
        queue.take().forEach(append -> append.answer(refused));
    }

    /** Waits for work; answers false when there will be none. */
    private boolean await() {
        Work work = workSoon();
        boolean idled = false;
        while (work == Work.NONE_NOW) {
            if (idled) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, QUIET_NANOS);
                idled = queue.work() == Work.NONE_NOW;
                if (idled) {
                    idle();
                }
            }
            // Nobody ends this thread by an interrupt, which would close the file: it ends when the journal is closed.
            Thread.interrupted();
            work = queue.work();
        }
        return work == Work.SOME;
    }

    /** Whoever was answered often appends again at once, on the processor that this thread leaves to it. */
    private Work workSoon() {
        Work work = queue.work();
        for (int i = 0; i < YIELDS && work == Work.NONE_NOW; i++) {
            Thread.yield();
            work = queue.work();
        }
        return work;
    }
}
