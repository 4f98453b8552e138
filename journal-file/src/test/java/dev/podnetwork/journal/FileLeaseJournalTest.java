package dev.podnetwork.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.spi.JournalReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on a real disk, with its thread. */
final class FileLeaseJournalTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aSecondOwnerIsToldWhoTheFirstIs() throws IOException {
        try (FileLeaseJournal first = FileLeaseJournal.open(directory)) {
            assertThatThrownBy(() -> FileLeaseJournal.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("stop that one first");
            assertThat(appended(first, Entries.leased(1, 1))).isInstanceOf(JournalReply.Durable.class);
        }
        FileLeaseJournal.open(directory).close();
    }

    @Test
    void theDirectoryIsMadeAndTheFileStaysBoundedOverManyAppends() throws IOException {
        Path below = directory.resolve("var/lib");
        try (FileLeaseJournal journal = FileLeaseJournal.open(below)) {
            List<CompletableFuture<JournalReply>> replies = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                replies.add(journal.append(List.of(Entries.leased(i, i % 200))).toCompletableFuture());
            }
            replies.forEach(reply -> assertThat(reply.join()).isInstanceOf(JournalReply.Durable.class));
        }
        try (Stream<Path> files = Files.list(below)) {
            assertThat(files).allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(6 << 20));
        }
        try (FileLeaseJournal journal = FileLeaseJournal.open(below)) {
            assertThat(journal.recovered().leases()).hasSize(200);
            assertThat(journal.recovered().damages()).isEmpty();
        }
    }

    @Test
    void everyThreadsAppendsAreKeptInItsOrder() throws Exception {
        int threads = 4;
        int each = 500;
        Phaser start = new Phaser(threads);
        try (FileLeaseJournal journal = FileLeaseJournal.open(directory)) {
            List<Thread> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int owner = t;
                running.add(new Thread(() -> {
                    start.arriveAndAwaitAdvance();
                    for (int i = 0; i < each; i++) {
                        appended(journal, Entries.leased(owner, owner * each + i));
                    }
                }));
            }
            running.forEach(Thread::start);
            for (Thread thread : running) {
                thread.join();
            }
        }
        try (FileLeaseJournal journal = FileLeaseJournal.open(directory)) {
            assertThat(journal.recovered().leases()).hasSize(threads);
            for (int t = 0; t < threads; t++) {
                assertThat(journal.recovered().leases().get(Entries.owner(t)))
                        .isEqualTo(Entries.lease(t, t * each + each - 1));
            }
        }
    }

    @Test
    void aJournalMayBeClosedByWhatItAnswers() throws Exception {
        FileLeaseJournal journal = FileLeaseJournal.open(directory);
        journal.append(List.of(Entries.leased(1, 1)))
                .thenAccept(reply -> journal.close())
                .toCompletableFuture()
                .join();
        journal.close();
        FileLeaseJournal.open(directory).close();
    }

    @Test
    void whatNoJournalCouldKeepIsRefusedAloud() throws IOException {
        try (FileLeaseJournal journal = FileLeaseJournal.open(directory)) {
            JournalEntry long64k = new JournalEntry.HoldEnded("10.0.0.1", "x".repeat(1 << 16));
            assertThatThrownBy(() -> journal.append(List.of(long64k)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65536 bytes");
            JournalEntry notText = new JournalEntry.HoldEnded("10.0.0.1", "\ud800");
            assertThatThrownBy(() -> journal.append(List.of(notText)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not Unicode");
            JournalEntry big = new JournalEntry.HoldEnded("10.0.0.1", "x".repeat(60_000));
            assertThatThrownBy(() ->
                            journal.append(Stream.generate(() -> big).limit(300).toList()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("smaller groups");
            assertThat(appended(journal, Entries.leased(1, 1))).isInstanceOf(JournalReply.Durable.class);
        }
    }

    private static JournalReply appended(FileLeaseJournal journal, JournalEntry entry) {
        return journal.append(List.of(entry)).toCompletableFuture().join();
    }

    @Test
    void aPlaceWhereNoJournalCanBeIsSaidWithItsName() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        for (Path bad : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> FileLeaseJournal.open(bad))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(bad.toString())
                    .hasMessageContaining("cannot be made or written");
        }
        Path taken = directory.resolve("taken");
        Files.createDirectories(taken.resolve("leases.journal"));
        assertThatThrownBy(() -> FileLeaseJournal.open(taken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leases.journal is a directory");
    }
}
