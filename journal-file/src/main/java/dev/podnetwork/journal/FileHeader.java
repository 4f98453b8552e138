package dev.podnetwork.journal;

import java.nio.ByteBuffer;

/**
 * The first bytes of a journal file: magic 8, version 4, end of the fold 8, zeros 8, CRC32C of the 28 bytes before 4.
 *
 * @param version of everything that follows
 * @param foldEnd up to where the file was forced before it got its name
 */
record FileHeader(int version, long foldEnd) {
    static final int SIZE = 32;
    static final int VERSION = 1;
    private static final long MAGIC = 0x504E4C4541534553L;
    private static final int CHECKED = SIZE - Integer.BYTES;

    /** A header that tells nothing: of a file that lost its own. */
    static final FileHeader LOST = new FileHeader(VERSION, 0);

    void writeTo(ByteBuffer out) {
        int start = out.position();
        out.putLong(MAGIC).putInt(version).putLong(foldEnd).putLong(0);
        out.putInt(Batch.checksum(out, start, CHECKED));
    }

    static boolean isIn(ByteBuffer file) {
        return file.limit() >= SIZE
                && file.getLong(0) == MAGIC
                && file.getInt(CHECKED) == Batch.checksum(file, 0, CHECKED);
    }

    /** The header of a file that has one. */
    static FileHeader of(ByteBuffer file) {
        return new FileHeader(file.getInt(8), file.getLong(12));
    }
}
