package dev.podnetwork.bench.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.journal.FileLeaseJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The durable benchmark, small: every store keeps every change. */
final class JournalBenchmarkTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void everyStoreIsInTheTableAndOursHoldsWhatItWasGiven() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Path results = directory.resolve("results");
        int code = JournalBenchmark.run(
                directory, results, new PrintStream(text, true, UTF_8), new JournalRun.Size(1, 2, 64, 128));

        assertThat(code).isZero();
        assertThat(text.toString(UTF_8))
                .contains("FileLeaseJournal | 64", "MVStore | 1", "whole-file rewrite | 1", "grown ahead");
        assertThat(results.resolve("journal.json")).content().contains("\"store\": \"one force per change\"");
        assertThat(Files.size(results.resolve("journal.png"))).isPositive();
        try (FileLeaseJournal ours = FileLeaseJournal.open(directory.resolve("store-0"))) {
            JournalFold expected = new JournalFold();
            for (int i = 0; i < 3 * 64; i++) {
                JournalEntry change = Changes.change(i);
                expected.apply(change);
            }
            assertThat(ours.recovered()).isEqualTo(expected.state(List.of()));
        }
    }
}
