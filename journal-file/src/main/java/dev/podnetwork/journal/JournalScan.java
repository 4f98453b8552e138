package dev.podnetwork.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.journal.Batch.Place;
import dev.podnetwork.journal.ByteSource.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a journal file from its first to its last sound batch.
 *
 * <p>What cannot be read is one of two things. If a later batch, or the header, says that the place had been forced, it is
 * corruption: the gap is skipped and every sound batch after it is kept, because each was acknowledged. Otherwise it is the
 * end of a write that was under way: everything from there on was never acknowledged and is not applied, not even a batch
 * that happens to be whole, because an earlier one is missing.
 */
final class JournalScan {
    /**
     * Bytes that could not be read.
     *
     * @param offset the first
     * @param length how many, up to the last that is not zero
     * @param entriesKept entries read before
     * @param why for people
     */
    record Gap(int offset, int length, long entriesKept, String why) {}

    private final ByteBuffer file;
    private final JournalFold fold = new JournalFold();
    private final List<Gap> gaps = new ArrayList<>();
    private long kept;
    private long nextEntry;
    private long forced = -1;

    private JournalScan(ByteBuffer file) {
        this.file = file;
    }

    /** Reads a whole file; refuses one that another version wrote, because reading half of it would lose the rest. */
    static JournalScan of(ByteBuffer file, String where) throws IOException {
        JournalScan scan = new JournalScan(file);
        scan.read(scan.header(where), where);
        return scan;
    }

    JournalFold fold() {
        return fold;
    }

    List<Gap> gaps() {
        return gaps;
    }

    private FileHeader header(String where) throws IOException {
        if (!FileHeader.isIn(file)) {
            int length = Math.min(FileHeader.SIZE, file.limit());
            gaps.add(new Gap(0, length, 0, "the header is damaged; batches are read all the same"));
            return FileHeader.LOST;
        }
        FileHeader header = FileHeader.of(file);
        if (header.version() != FileHeader.VERSION) {
            throw new IOException(
                    "the journal " + where + " has format " + header.version() + ", and this version reads "
                            + FileHeader.VERSION + ": start the version that wrote it; the file was not touched");
        }
        return header;
    }

    private void read(FileHeader header, String where) throws IOException {
        int at = FileHeader.SIZE;
        while (at < file.limit()) {
            if (Batch.isAt(file, at)) {
                at = apply(at, where);
            } else {
                at = skip(at, header);
            }
        }
        if (at < header.foldEnd()) {
            gaps.add(new Gap(file.limit(), 0, kept, "the file is cut: " + header.foldEnd() + " bytes had been forced"));
        }
    }

    private int apply(int at, String where) throws IOException {
        Place place = Batch.placeOf(file, at);
        try {
            List<JournalEntry> entries = Batch.entriesAt(file, at);
            fold.applyAll(entries);
            kept += entries.size();
            nextEntry = place.firstEntry() + entries.size();
        } catch (FormatException e) {
            throw new IOException("the journal " + where + " has at offset " + at + " " + e.getMessage()
                    + ": start the version that wrote it; the file was not touched");
        }
        return Math.toIntExact(place.end());
    }

    /** Answers where to go on: at the next sound batch, or at the end of the file. */
    private int skip(int at, FileHeader header) {
        int last = lastNonZero();
        boolean wasForced = at < Math.max(header.foldEnd(), forcedByLater(at));
        if (!wasForced) {
            if (last >= at) {
                gaps.add(
                        new Gap(at, last + 1 - at, kept, "the last write was not completed, as after a loss of power"));
            }
            return file.limit();
        }
        int next = nextSound(at);
        if (next < file.limit()) {
            long lost = Batch.placeOf(file, next).firstEntry() - nextEntry;
            gaps.add(new Gap(
                    at,
                    next - at,
                    kept,
                    "corrupted after it was forced: " + lost + " entries are lost, and those after offset " + next
                            + " are kept"));
            return next;
        }
        gaps.add(new Gap(at, Math.max(0, last + 1 - at), kept, "corrupted after it was forced, up to the end"));
        return file.limit();
    }

    /** The highest offset that any batch after a gap knows to be forced; looked for once, at the first gap. */
    private long forcedByLater(int gap) {
        if (forced < 0) {
            forced = 0;
            for (int at = nextSound(gap); at < file.limit(); at = nextSound(at)) {
                forced = Math.max(forced, Batch.placeOf(file, at).forced());
            }
        }
        return forced;
    }

    private int nextSound(int after) {
        int at = Batch.alignedAfter(after);
        while (at < file.limit() && !Batch.isAt(file, at)) {
            at = Batch.alignedAfter(at);
        }
        return Math.min(at, file.limit());
    }

    private int lastNonZero() {
        int last = file.limit() - 1;
        while (last >= 0 && file.get(last) == 0) {
            last--;
        }
        return last;
    }
}
