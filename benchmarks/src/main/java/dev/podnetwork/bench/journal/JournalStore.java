package dev.podnetwork.bench.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.journal.FileLeaseJournal;
import dev.podnetwork.spi.JournalReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Ours. */
final class JournalStore implements DurableStore {
    private final FileLeaseJournal journal;

    JournalStore(Path directory) throws IOException {
        this.journal = FileLeaseJournal.open(directory);
    }

    @Override
    public CompletionStage<?> keep(JournalEntry change) {
        return journal.append(List.of(change)).thenAccept(JournalStore::requireDurable);
    }

    private static void requireDurable(JournalReply reply) {
        if (reply instanceof JournalReply.Refused refused) {
            throw new IllegalStateException(refused.why());
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
