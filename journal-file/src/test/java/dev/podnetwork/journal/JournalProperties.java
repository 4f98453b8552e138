package dev.podnetwork.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;

/** For any entries: what is written is read, folding is stable, and no flipped bit goes unnoticed. */
final class JournalProperties {
    private static final JournalSizes SMALL = new JournalSizes(512, 4_000, 300);

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(max = 60) int count) throws Exception {
        List<JournalEntry> entries = entries(seed, count);
        ByteBuffer bytes = ByteBuffer.allocate(Batch.of(entries).size());
        Batch.of(entries).writeTo(bytes, 0, 0, 0);
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(Batch.isAt(bytes.flip(), 0)).isTrue();
        assertThat(Batch.entriesAt(bytes, 0)).isEqualTo(entries);
        assertThat(Batch.placeOf(bytes, 0).end()).isEqualTo(bytes.limit());
    }

    @Property(tries = 200)
    void everyTextIsKept(@ForAll @NotBlank String address, @ForAll String holder) throws Exception {
        if (isUnicode(address) && isUnicode(holder)) {
            List<JournalEntry> entries = List.of(new JournalEntry.HoldEnded(address, holder));
            ByteBuffer bytes = ByteBuffer.allocate(Batch.of(entries).size());
            Batch.of(entries).writeTo(bytes, 0, 0, 0);
            assertThat(Batch.entriesAt(bytes.flip(), 0)).isEqualTo(entries);
        }
    }

    @Property(tries = 200)
    void anEntryAppliedTwiceChangesNothingAndAFoldOfAFoldIsTheSame(@ForAll long seed) {
        JournalFold once = new JournalFold();
        JournalFold twice = new JournalFold();
        for (JournalEntry entry : entries(seed, 60)) {
            once.apply(entry);
            twice.apply(entry);
            twice.apply(entry);
        }
        assertThat(twice.state(List.of())).isEqualTo(once.state(List.of()));
        assertThat(Entries.folded(once.entries())).isEqualTo(once.state(List.of()));
        assertThat(List.copyOf(Entries.folded(once.entries()).leases().keySet()))
                .isEqualTo(List.copyOf(once.state(List.of()).leases().keySet()));
    }

    @Property(tries = 50)
    void aJournalThatIsFoldedOftenHoldsTheSame(
            @ForAll long seed, @ForAll @Size(30) List<@IntRange(min = 1, max = 6) Integer> groups) throws IOException {
        FaultFiles files = new FaultFiles();
        List<JournalEntry> all = new ArrayList<>();
        Random random = new Random(seed);
        try (JournalFile file = JournalFile.open(files, SMALL)) {
            for (int count : groups) {
                List<JournalEntry> entries = entries(random.nextLong(), count);
                all.addAll(entries);
                List<Batch> batches = List.of(Batch.of(entries));
                file.write(batches);
                file.fold(batches);
                assertThat(files.content(JournalFile.NAME).length).isLessThan(16_000);
            }
        }
        try (JournalFile file = JournalFile.open(files, SMALL)) {
            assertThat(file.recovered()).isEqualTo(Entries.folded(all));
        }
    }

    @Property(tries = 300)
    void aFlippedBitIsReportedOrWithoutMeaning(@ForAll long seed) throws IOException {
        FaultFiles files = new FaultFiles();
        List<JournalEntry> entries = entries(seed, 20);
        try (JournalFile file = JournalFile.open(files, SMALL)) {
            for (JournalEntry entry : entries) {
                file.write(List.of(Batch.of(List.of(entry))));
            }
        }
        Random random = new Random(seed);
        byte[] bytes = files.content(JournalFile.NAME).clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        files.damage(JournalFile.NAME, bytes);
        try (JournalFile file = JournalFile.open(files, SMALL)) {
            boolean same = Entries.undamaged(file.recovered()).equals(Entries.folded(entries));
            assertThat(same || !file.recovered().damages().isEmpty()).isTrue();
        }
    }

    private static boolean isUnicode(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static List<JournalEntry> entries(long seed, int count) {
        Random random = new Random(seed);
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entries.random(random));
        }
        return entries;
    }
}
