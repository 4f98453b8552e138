package dev.podnetwork.bench.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The way of a checkpoint file: all leases as JSON into a new file, force, rename (spec: node-ipam §2.14). */
final class WholeFileRewrite implements DurableStore {
    private final Path directory;
    private final JournalFold fold = new JournalFold();

    WholeFileRewrite(Path directory) {
        this.directory = directory;
    }

    @Override
    public CompletionStage<?> keep(JournalEntry change) {
        fold.apply(change);
        Path next = directory.resolve("checkpoint.json.next");
        try {
            try (FileChannel file = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(json().getBytes(UTF_8)));
                file.force(true);
            }
            Files.move(next, directory.resolve("checkpoint.json"), StandardCopyOption.ATOMIC_MOVE);
            return DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json() {
        StringBuilder text = new StringBuilder("{\"version\":\"1\",\"allocations\":[");
        String separator = "";
        for (Lease lease : fold.state(List.of()).leases().values()) {
            text.append(separator)
                    .append("{\"containerID\":\"")
                    .append(lease.containerId())
                    .append("\",\"podUID\":\"")
                    .append(lease.owner().podUid())
                    .append("\",\"ifName\":\"")
                    .append(lease.owner().ifName())
                    .append("\",\"eni\":\"")
                    .append(lease.address().eni())
                    .append("\",\"ipv4\":\"")
                    .append(lease.address().ipv4())
                    .append("\"}");
            separator = ",";
        }
        return text.append("]}").toString();
    }

    @Override
    public void close() {
        // Every change is in a file of its own that is closed already.
    }
}
