package dev.podnetwork.bench.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.podnetwork.api.pool.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;

/** The rival every journal begins as: append a line with its checksum, force, return. It never compacts and never groups. */
final class ForcePerChange implements DurableStore {
    private static final int CHUNK = 1 << 20;

    private final FileChannel file;
    private final boolean grownAhead;
    private long end;
    private long size;

    ForcePerChange(Path directory, boolean grownAhead) throws IOException {
        this.file = FileChannel.open(
                directory.resolve("changes"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        this.grownAhead = grownAhead;
    }

    @Override
    public CompletionStage<?> keep(JournalEntry change) {
        byte[] text = change.toString().getBytes(UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(text);
        ByteBuffer line = ByteBuffer.allocate(text.length + 8);
        line.putInt(text.length).put(text).putInt((int) crc.getValue()).flip();
        try {
            if (grownAhead && end + line.remaining() > size) {
                file.write(ByteBuffer.allocate(CHUNK), size);
                size += CHUNK;
            }
            end += file.write(line, end);
            file.force(false);
            return DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
