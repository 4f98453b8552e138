package dev.podnetwork.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The files of one directory, and nothing the journal does not need: the seam at which tests drop, reorder and tear what was
 * not forced. Used by one thread at a time.
 */
interface FileLayer extends Closeable {

    /** The names of the files, in no order. */
    List<String> names() throws IOException;

    /** Opens a file that exists, for reading. */
    OpenFile open(String name) throws IOException;

    /** Makes a file, or empties the one that exists, for writing. Its name is durable after {@link #forceDirectory}. */
    OpenFile create(String name) throws IOException;

    /** The bytes of a block: a power of two. */
    int blockSize();

    /** Like {@link #create}, for a file of which only whole blocks are written, in the order that they have in it or again. */
    OpenFile createBlocks(String name) throws IOException;

    /** Gives a file another name, in place of the file that had it: all or nothing. */
    void rename(String from, String to) throws IOException;

    /** Makes names durable. */
    void forceDirectory() throws IOException;

    /** For messages: where a file is. */
    String where(String name);

    /** One open file. */
    interface OpenFile extends Closeable {
        long size() throws IOException;

        /** Fills the buffer from an offset. */
        void read(ByteBuffer into, long offset) throws IOException;

        /** Writes the whole buffer at an offset. */
        void write(ByteBuffer from, long offset) throws IOException;

        /** Makes what was written, and the size, durable. */
        void force() throws IOException;
    }
}
