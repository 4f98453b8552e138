package dev.podnetwork.journal;

import dev.podnetwork.api.pool.JournalDamage;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.journal.FileLayer.OpenFile;
import dev.podnetwork.journal.JournalScan.Gap;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a journal, for one thread at a time.
 *
 * <p>It is always a fold of the past, forced before it got its name, followed by what was appended since. Opening folds what
 * is there into a new file, so that a damage is repaired and nothing is trusted that a failed force left in the page cache.
 * After an exception of {@link #write} or {@link #fold} the only permitted call is {@link #close}: what is on the disk is
 * not known, and forcing the same file again could succeed without writing anything.
 */
final class JournalFile implements Closeable {
    static final String NAME = "leases.journal";
    static final String NEXT = NAME + ".next";
    static final String DAMAGED = NAME + ".damaged-";
    private static final int ENTRIES_PER_BATCH = 1_000;
    private static final Batch MARK = Batch.of(List.of());

    private final FileLayer files;
    private final JournalSizes sizes;
    private final JournalFold fold;
    private final JournalState recovered;
    private BlockWriter file;
    private long entries;
    private long forced;
    private long marked;
    private long compactAt;

    private JournalFile(FileLayer files, JournalSizes sizes, JournalFold fold, List<JournalDamage> damages)
            throws IOException {
        this.files = files;
        this.sizes = sizes;
        this.fold = fold;
        this.recovered = fold.state(damages);
        try {
            this.file = rewritten(new BlockWriter(files.createBlocks(NEXT), files.blockSize(), sizes));
        } catch (IOException e) {
            throw notRewritten(files, e);
        }
    }

    /** Reads what is there, sets aside what cannot be read, and begins a new file. */
    static JournalFile open(FileLayer files, JournalSizes sizes) throws IOException {
        List<String> names = files.names();
        if (!names.contains(NAME)) {
            return new JournalFile(files, sizes, new JournalFold(), List.of());
        }
        ByteBuffer bytes = contentOf(files);
        JournalScan scan = JournalScan.of(bytes, files.where(NAME));
        List<JournalDamage> damages = new ArrayList<>();
        for (Gap gap : scan.gaps()) {
            damages.add(setAside(files, bytes, gap, freeName(names, damages.size())));
        }
        if (!damages.isEmpty()) {
            files.forceDirectory();
        }
        return new JournalFile(files, sizes, scan.fold(), damages);
    }

    JournalState recovered() {
        return recovered;
    }

    /** Appends batches and forces them. */
    void write(List<Batch> batches) throws IOException {
        file.grow(sizeOf(batches));
        put(file, batches);
        file.force();
        forced = file.end();
    }

    /**
     * Notes behind the last batch that it was forced, without forcing the note: a damage of that batch is then known to be
     * one, and not the end of a write that was under way.
     */
    void mark() throws IOException {
        if (marked < forced) {
            file.grow(MARK.size());
            put(file, List.of(MARK));
            marked = forced;
        }
    }

    /** Remembers what was written, and folds the file into a new one when it is time. */
    void fold(List<Batch> batches) throws IOException {
        batches.forEach(batch -> fold.applyAll(batch.entries()));
        if (file.end() >= compactAt) {
            BlockWriter old = file;
            file = rewritten(old.next(files.createBlocks(NEXT)));
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        try (files) {
            file.close();
        }
    }

    private BlockWriter rewritten(BlockWriter next) throws IOException {
        try {
            fill(next, foldedBatches());
            files.rename(NEXT, NAME);
            files.forceDirectory();
            return next;
        } catch (IOException | RuntimeException e) {
            next.close();
            throw e;
        }
    }

    private static IOException notRewritten(FileLayer files, IOException cause) {
        return new IOException(
                "the journal " + files.where(NAME) + " could not be folded into a new file (" + cause
                        + "): free space or replace the disk, then open it again; the old file was not touched",
                cause);
    }

    private void fill(BlockWriter next, List<Batch> batches) throws IOException {
        long foldEnd = FileHeader.SIZE + sizeOf(batches);
        next.grow(foldEnd);
        new FileHeader(FileHeader.VERSION, foldEnd).writeTo(next.room(FileHeader.SIZE));
        entries = 0;
        forced = 0;
        put(next, batches);
        next.force();
        forced = next.end();
        marked = forced;
        compactAt = sizes.compactAt(forced);
    }

    private List<Batch> foldedBatches() {
        List<JournalEntry> all = fold.entries();
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < all.size(); i += ENTRIES_PER_BATCH) {
            batches.add(Batch.of(all.subList(i, Math.min(all.size(), i + ENTRIES_PER_BATCH))));
        }
        return batches;
    }

    private void put(BlockWriter target, List<Batch> batches) throws IOException {
        for (Batch batch : batches) {
            ByteBuffer room = target.room(batch.size());
            batch.writeTo(room, target.end(), forced, entries);
            entries += batch.entries().size();
        }
        target.flush();
    }

    private static long sizeOf(List<Batch> batches) {
        long total = 0;
        for (Batch batch : batches) {
            total += batch.size();
        }
        return total;
    }

    private static ByteBuffer contentOf(FileLayer files) throws IOException {
        try (OpenFile old = files.open(NAME)) {
            long size = old.size();
            if (size > Integer.MAX_VALUE - 8) {
                throw new IOException("the journal " + files.where(NAME) + " has " + size
                        + " bytes, more than any version writes: move it away to begin anew");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            old.read(bytes, 0);
            return bytes.flip();
        }
    }

    private static JournalDamage setAside(FileLayer files, ByteBuffer bytes, Gap gap, String name) throws IOException {
        String why = gap.why();
        if (gap.length() > 0) {
            try (OpenFile side = files.create(name)) {
                side.write(bytes.slice(gap.offset(), gap.length()), 0);
                side.force();
            }
            why += "; the bytes are set aside in " + files.where(name);
        }
        return new JournalDamage(files.where(NAME), gap.offset(), gap.entriesKept(), gap.length(), why);
    }

    private static String freeName(List<String> names, int skip) {
        int number = 1;
        int free = skip;
        while (names.contains(DAMAGED + number) || free-- > 0) {
            number++;
        }
        return DAMAGED + number;
    }
}
