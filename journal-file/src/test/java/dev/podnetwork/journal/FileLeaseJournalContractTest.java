package dev.podnetwork.journal;

import dev.podnetwork.fake.contract.LeaseJournalContract;
import dev.podnetwork.spi.LeaseJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.io.TempDir;

final class FileLeaseJournalContractTest extends LeaseJournalContract {
    @TempDir
    Path directory = Path.of("");

    @Override
    protected LeaseJournal open() {
        try {
            return FileLeaseJournal.open(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
