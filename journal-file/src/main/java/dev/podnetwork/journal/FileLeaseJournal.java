package dev.podnetwork.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A {@link LeaseJournal} in one append-only file of a local disk, written by one thread of its own: what is appended while a
 * force is under way shares the next one.
 *
 * <ul>
 *   <li>The directory belongs to one journal at a time: a file lock keeps every other process and journal out.
 *   <li>When it is opened, and whenever the file has grown to some megabytes, everything is folded into a new file that is
 *       forced before it takes the place of the old one.
 *   <li>Bytes that cannot be read are copied to a file {@code leases.journal.damaged-N} beside it and reported in
 *       {@link JournalState#damages()}; every entry that was acknowledged and can be read is kept, also those after a gap.
 *   <li>After an error of the disk, a full one included, every append is refused until the journal is opened again.
 *   <li>At most 64 MiB wait for the disk; then appends are refused too.
 * </ul>
 *
 * <p>Thread-safe. Stages are completed by the writing thread, which whatever depends on them must not block.
 */
public final class FileLeaseJournal implements LeaseJournal {
    private final JournalState recovered;
    private final GroupCommit commit;
    private final Thread writer;

    private FileLeaseJournal(JournalFile file, String where) {
        this.recovered = file.recovered();
        this.commit = new GroupCommit(file, where);
        this.writer = WriterThread.start("lease-journal " + where, () -> writeUntilClosed(file));
    }

    /**
     * Opens the journal in a directory, or begins one; reads and rewrites it before it returns.
     *
     * @param directory on a local file system; made when it is missing
     * @throws IOException when another journal has the directory, when another version wrote the file (which is then not
     *     touched), or when the disk fails; the message says what to do
     */
    public static FileLeaseJournal open(Path directory) throws IOException {
        FileLayer files = DiskFiles.take(directory);
        try {
            JournalFile file = JournalFile.open(files, JournalSizes.standard());
            return new FileLeaseJournal(file, files.where(JournalFile.NAME));
        } catch (IOException | RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    @Override
    public JournalState recovered() {
        return recovered;
    }

    /**
     * Makes entries durable.
     *
     * @throws IllegalArgumentException for what no journal could keep: a text of 64 KiB or one that is not Unicode, more
     *     than 16 MiB at once
     */
    @Override
    public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
        return commit.append(entries);
    }

    /** Forces what is under way, then lets the directory go. Idempotent; called by the writing thread it does not wait. */
    @Override
    public void close() {
        commit.end();
        boolean interrupted = false;
        while (writer != Thread.currentThread() && writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed(JournalFile file) {
        try (file) {
            commit.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
