package dev.podnetwork.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.journal.ByteSource.FormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Entries that are kept all or none, and their form in the file, big-endian:
 *
 * <pre>
 *  0  magic           4   "PNB1"
 *  4  payload length  4   at most 16 MiB
 *  8  own offset      8   a batch in another place is none
 * 16  forced          8   offset up to which the file was forced when this was written: tells a torn end from corruption
 * 24  first entry     8   how many entries of the file are before this
 * 32  entries         4
 * 36  header checksum 4   CRC32C of the 36 bytes before
 * 40  records             each: length 4, kind 1, content, CRC32C of kind and content 4
 *     checksum        4   CRC32C of everything before
 *     zeros               up to a multiple of 8
 * </pre>
 *
 * @param entries for the fold
 * @param records their encoded form
 */
record Batch(List<JournalEntry> entries, byte[] records) {
    static final int HEADER = 40;
    static final int MAX_RECORDS = 16 << 20;
    private static final int MAGIC = 0x504E4231;
    private static final int CHECKED_HEADER = HEADER - Integer.BYTES;
    private static final int ALIGNMENT = 8;

    /**
     * Where a batch lies.
     *
     * @param offset its first byte
     * @param end the first byte after it
     * @param forced how far the file was forced when it was written
     * @param firstEntry how many entries are before it
     * @param count how many entries it has
     */
    record Place(long offset, long end, long forced, long firstEntry, int count) {}

    /** Encodes entries; refuses more than a batch holds. */
    static Batch of(List<JournalEntry> entries) {
        ByteSink out = new ByteSink();
        for (JournalEntry entry : entries) {
            int length = out.size();
            out.putInt(0);
            EntryKind.write(out, entry);
            out.putInt(length, out.size() - length - Integer.BYTES);
            out.putInt(out.checksumFrom(length + Integer.BYTES));
            if (out.size() > MAX_RECORDS) {
                throw new IllegalArgumentException(entries.size() + " entries at once are more than " + MAX_RECORDS
                        + " bytes: append them in smaller groups");
            }
        }
        return new Batch(List.copyOf(entries), out.toArray());
    }

    /** Bytes it takes in the file. */
    int size() {
        return sizeWith(records.length);
    }

    /** Writes it; the buffer's position becomes that after it. */
    void writeTo(ByteBuffer out, long offset, long forced, long firstEntry) {
        int start = out.position();
        out.putInt(MAGIC).putInt(records.length).putLong(offset).putLong(forced).putLong(firstEntry);
        out.putInt(entries.size());
        out.putInt(checksum(out, start, CHECKED_HEADER));
        out.put(records);
        out.putInt(checksum(out, start, HEADER + records.length));
        while (out.position() - start < size()) {
            out.put((byte) 0);
        }
    }

    /** Whether a whole and sound batch begins at an offset of a file. */
    static boolean isAt(ByteBuffer file, int offset) {
        if (file.limit() - offset < sizeWith(0) || file.getInt(offset) != MAGIC) {
            return false;
        }
        int length = file.getInt(offset + 4);
        boolean header = file.getLong(offset + 8) == offset
                && file.getInt(offset + CHECKED_HEADER) == checksum(file, offset, CHECKED_HEADER);
        if (!header || length < 0 || length > MAX_RECORDS || sizeWith(length) > file.limit() - offset) {
            return false;
        }
        return file.getInt(offset + HEADER + length) == checksum(file, offset, HEADER + length);
    }

    /** The header of a sound batch. */
    static Place placeOf(ByteBuffer file, int offset) {
        long end = (long) offset + sizeWith(file.getInt(offset + 4));
        return new Place(offset, end, file.getLong(offset + 16), file.getLong(offset + 24), file.getInt(offset + 32));
    }

    /** The entries of a sound batch. */
    static List<JournalEntry> entriesAt(ByteBuffer file, int offset) throws FormatException {
        int count = file.getInt(offset + 32);
        int at = offset + HEADER;
        int end = at + file.getInt(offset + 4);
        List<JournalEntry> entries = new ArrayList<>();
        while (at < end) {
            int length = file.getInt(at);
            int content = at + Integer.BYTES;
            if (length <= 0
                    || length > end - content - Integer.BYTES
                    || file.getInt(content + length) != checksum(file, content, length)) {
                throw new FormatException("a record whose checksum is wrong inside a batch whose checksum is right");
            }
            entries.add(EntryKind.read(new ByteSource(file.slice(content, length))));
            at = content + length + Integer.BYTES;
        }
        if (entries.size() != count) {
            throw new FormatException(entries.size() + " entries in a batch of " + count);
        }
        return entries;
    }

    /** The next place at which a batch may begin. */
    static int alignedAfter(int offset) {
        return Math.toIntExact(align(offset + 1L));
    }

    static long align(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static int checksum(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }

    private static int sizeWith(int recordBytes) {
        return (int) align((long) HEADER + recordBytes + Integer.BYTES);
    }
}
