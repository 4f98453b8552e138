package dev.podnetwork.journal;

import dev.podnetwork.journal.FileLayer.OpenFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes a file from its beginning to its end in whole blocks, as a disk does: bytes are gathered, and {@link #flush} writes
 * the blocks that hold them, the last one filled up with zeros and written again when more comes. What was written before is
 * written again unchanged, so that a torn write of the last block damages none of it.
 *
 * <p>The file is filled with zeros ahead of what is written. For one thread at a time.
 */
final class BlockWriter implements Closeable {
    private final OpenFile file;
    private final int block;
    private final JournalSizes sizes;
    private final ByteBuffer zeros;
    /** What was gathered; its first byte is that at {@link #start}. */
    private ByteBuffer gathered;

    private long start;
    private long allocated;

    BlockWriter(OpenFile file, int block, JournalSizes sizes) {
        this(file, block, sizes, blocks(Math.min(sizes.chunk(), sizes.buffer()), block), blocks(sizes.buffer(), block));
    }

    private BlockWriter(OpenFile file, int block, JournalSizes sizes, ByteBuffer zeros, ByteBuffer gathered) {
        this.file = file;
        this.block = block;
        this.sizes = sizes;
        this.zeros = zeros;
        this.gathered = gathered;
    }

    /** Begins another file in the memory of this one, which from then on can only be closed. */
    BlockWriter next(OpenFile other) {
        return new BlockWriter(other, block, sizes, zeros, gathered.clear());
    }

    /** Where the next byte will be. */
    long end() {
        return start + gathered.position();
    }

    /** Fills with zeros, if that was not done yet, what the next bytes need, and some more. */
    void grow(long count) throws IOException {
        long needed = end() + count;
        if (needed > allocated) {
            long size = align(sizes.allocated(needed), block);
            for (long at = allocated; at < size; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                file.write(zeros, at);
            }
            allocated = size;
        }
    }

    /** Where the next bytes are put, at the buffer's position: so many at most. */
    ByteBuffer room(int count) throws IOException {
        if (gathered.remaining() < count) {
            flush();
        }
        if (gathered.remaining() < count) {
            gathered = blocks(gathered.position() + count, block).put(gathered.flip());
        }
        return gathered;
    }

    /** Writes what was gathered. */
    void flush() throws IOException {
        int end = gathered.position();
        int whole = (int) align(end, block);
        while (gathered.position() < whole) {
            gathered.put((byte) 0);
        }
        file.write(gathered.flip(), start);
        int last = end - end % block;
        gathered.clear().put(0, gathered, last, end - last).position(end - last);
        start += last;
    }

    void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static ByteBuffer blocks(int size, int block) {
        int whole = (int) align(size, block);
        return ByteBuffer.allocateDirect(whole + block)
                .alignedSlice(block)
                .limit(whole)
                .slice();
    }

    private static long align(long size, int block) {
        return (size + block - 1) / block * block;
    }
}
