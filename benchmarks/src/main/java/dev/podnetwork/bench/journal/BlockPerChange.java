package dev.podnetwork.bench.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.nio.file.ExtendedOpenOption;
import dev.podnetwork.api.pool.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletionStage;

/**
 * The floor: one block to the disk, past the page cache, and a force, in the calling thread; the file is as large as it will be
 * from the beginning and written round and round. It could not be read again.
 */
final class BlockPerChange implements DurableStore {
    private static final int SIZE = 4 << 20;

    private final FileChannel file;
    private final ByteBuffer block;
    private long end;

    BlockPerChange(Path directory) throws IOException {
        int size = (int) Files.getFileStore(directory).getBlockSize();
        file = FileChannel.open(
                directory.resolve("changes"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                ExtendedOpenOption.DIRECT);
        block = ByteBuffer.allocateDirect(2 * size)
                .alignedSlice(size)
                .limit(size)
                .slice();
        for (long at = 0; at < SIZE; at += size) {
            file.write(block.clear(), at);
        }
        file.force(true);
    }

    @Override
    public CompletionStage<?> keep(JournalEntry change) {
        byte[] text = change.toString().getBytes(UTF_8);
        int at = (int) (end % block.capacity());
        int fits = Math.min(text.length, block.capacity() - at);
        block.clear().position(at).put(text, 0, fits).clear();
        try {
            file.write(block, (end - at) % SIZE);
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        end += fits;
        return DONE;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
