package dev.podnetwork.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.pool.JournalDamage;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.spi.JournalReply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a file that cannot be read, and of a disk that cannot be written. */
final class DamageTest {
    private static final JournalSizes SIZES = new JournalSizes(4_096, 1 << 20, 4_096);
    private static final int BATCH = Batch.of(List.of(Entries.leased(1, 1))).size();

    private final FaultFiles files = new FaultFiles();

    /** Five leases in five groups, each forced. */
    @BeforeEach
    void write() throws IOException {
        GroupCommit commit = commit();
        for (int i = 1; i <= 5; i++) {
            append(commit, Entries.leased(i, i));
            commit.commit();
        }
    }

    @Test
    void corruptionInTheMiddleIsReportedAndWhatComesAfterItIsKept() throws IOException {
        byte[] bad = file();
        bad[FileHeader.SIZE + BATCH + 60] ^= 1;
        files.damage(JournalFile.NAME, bad);

        JournalState state = opened();
        assertThat(state.leases())
                .containsOnlyKeys(
                        List.of(1, 3, 4, 5).stream().map(Entries::owner).toList());
        JournalDamage damage = only(state);
        assertThat(damage.where()).isEqualTo("/node/leases.journal");
        assertThat(damage.offset()).isEqualTo(FileHeader.SIZE + BATCH);
        assertThat(damage.entriesKept()).isEqualTo(1);
        assertThat(damage.bytesSetAside()).isEqualTo(BATCH);
        assertThat(damage.why()).contains("1 entries are lost", "/node/leases.journal.damaged-1");
        assertThat(files.content("leases.journal.damaged-1"))
                .isEqualTo(Arrays.copyOfRange(bad, FileHeader.SIZE + BATCH, FileHeader.SIZE + 2 * BATCH));

        assertThat(opened().damages())
                .as("repaired, and nothing of the report is lost")
                .isEmpty();
        assertThat(files.names()).contains("leases.journal.damaged-1");
    }

    @Test
    void aTornEndIsSetAsideWithoutClaimingALoss() throws IOException {
        byte[] torn = Arrays.copyOf(file(), FileHeader.SIZE + 4 * BATCH + 50);
        files.damage(JournalFile.NAME, torn);

        JournalState state = opened();
        assertThat(state.leases()).hasSize(4);
        JournalDamage damage = only(state);
        assertThat(damage.offset()).isEqualTo(FileHeader.SIZE + 4 * BATCH);
        assertThat(damage.entriesKept()).isEqualTo(4);
        assertThat(damage.bytesSetAside()).isEqualTo(50);
        assertThat(damage.why()).contains("was not completed");
    }

    @Test
    void aWholeBatchBehindATornOneOfTheSameWriteIsNotApplied() throws IOException {
        GroupCommit commit = commit();
        append(commit, Entries.leased(6, 6));
        append(commit, Entries.leased(7, 7));
        commit.commit();
        int sixth = start(file());
        byte[] bad = file();
        bad[sixth + 50] ^= 1;
        files.damage(JournalFile.NAME, bad);

        JournalState state = opened();
        assertThat(state.leases()).hasSize(5);
        assertThat(only(state).bytesSetAside())
                .as("up to the last byte that is not zero")
                .isBetween(2L * BATCH - 8, 2L * BATCH);
    }

    @Test
    void aDamageOfTheLastBatchIsKnownOnceTheJournalWasIdle() throws IOException {
        GroupCommit commit = commit();
        append(commit, Entries.leased(6, 6));
        append(commit, Entries.leased(7, 7));
        commit.commit();
        commit.idle();
        commit.idle();
        byte[] bad = file();
        bad[start(bad) + 50] ^= 1;
        files.damage(JournalFile.NAME, bad);

        JournalState state = opened();
        assertThat(state.leases()).hasSize(6).containsKey(Entries.owner(7));
        assertThat(only(state).why()).contains("1 entries are lost");
    }

    @Test
    void aLostHeaderLosesNothingElse() throws IOException {
        byte[] bad = file();
        Arrays.fill(bad, 0, FileHeader.SIZE, (byte) 0xFF);
        files.damage(JournalFile.NAME, bad);

        JournalState state = opened();
        assertThat(state.leases()).hasSize(5);
        assertThat(only(state).offset()).isZero();
    }

    @Test
    void aDamagedFoldIsCorruptionEvenAtTheEndOfTheFile() throws IOException {
        opened();
        byte[] bad = file();
        bad[FileHeader.SIZE + 60] ^= 1;
        files.damage(JournalFile.NAME, bad);

        assertThat(only(opened()).why()).contains("corrupted after it was forced");
    }

    @Test
    void aCutFileIsReported() throws IOException {
        opened();
        files.damage(JournalFile.NAME, Arrays.copyOf(file(), FileHeader.SIZE));
        JournalState state = opened();
        assertThat(state.leases()).isEmpty();
        assertThat(only(state).why()).contains("the file is cut");
    }

    @Test
    void anEmptyFileIsReported() throws IOException {
        files.damage(JournalFile.NAME, new byte[0]);
        assertThat(only(opened()).entriesKept()).isZero();
    }

    @Test
    void anotherFormatIsRefusedAndNotTouched() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file());
        new FileHeader(2, FileHeader.SIZE).writeTo(bytes);
        files.damage(JournalFile.NAME, bytes.array());

        assertThatThrownBy(this::opened)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has format 2")
                .hasMessageContaining("start the version that wrote it");
        assertThat(file()).isEqualTo(bytes.array());
    }

    @Test
    void anEntryOfAnUnknownKindIsRefusedAndNotTouched() throws IOException {
        Batch known = Batch.of(List.of(Entries.leased(9, 9)));
        byte[] records = known.records().clone();
        records[4] = 99;
        int length = ByteBuffer.wrap(records).getInt();
        ByteBuffer.wrap(records).putInt(4 + length, Batch.checksum(ByteBuffer.wrap(records), 4, length));
        ByteBuffer bytes = ByteBuffer.wrap(file());
        int end = start(file());
        new Batch(known.entries(), records).writeTo(bytes.position(end), end, end, 5);
        files.damage(JournalFile.NAME, bytes.array());

        assertThatThrownBy(this::opened)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at offset " + end)
                .hasMessageContaining("an entry of kind 99")
                .hasMessageContaining("the file was not touched");
        assertThat(file()).isEqualTo(bytes.array());
    }

    @Test
    void afterAnErrorOfTheDiskEverythingIsRefusedAndTheFileIsLeftAlone() throws IOException {
        GroupCommit commit = commit();
        CompletableFuture<JournalReply> good = append(commit, Entries.leased(6, 6));
        commit.commit();
        files.failAt(files.steps(), "No space left on device");
        CompletableFuture<JournalReply> failed = append(commit, Entries.leased(7, 7));
        CompletableFuture<JournalReply> sameGroup = append(commit, Entries.leased(8, 8));
        commit.commit();
        long steps = files.steps();
        CompletableFuture<JournalReply> later = append(commit, Entries.leased(9, 9));
        commit.commit();

        assertThat(good.join()).isInstanceOf(JournalReply.Durable.class);
        for (CompletableFuture<JournalReply> each : List.of(failed, sameGroup, later)) {
            assertThat(each.join())
                    .isInstanceOfSatisfying(
                            JournalReply.Refused.class,
                            refused -> assertThat(refused.why())
                                    .contains(
                                            "/node/leases.journal",
                                            "No space left on device",
                                            "free space",
                                            "open the journal again"));
        }
        assertThat(files.steps()).as("nothing is written or forced again").isEqualTo(steps);
    }

    @Test
    void anErrorOfTheForceIsNotFollowedByAnotherForce() throws IOException {
        GroupCommit commit = commit();
        files.failAt(files.steps() + 1, "Input/output error");
        CompletableFuture<JournalReply> failed = append(commit, Entries.leased(6, 6));
        commit.commit();
        assertThat(failed.join()).isInstanceOf(JournalReply.Refused.class);
        long steps = files.steps();
        commit.idle();
        commit.end();
        commit.run();
        assertThat(files.steps()).isEqualTo(steps);
    }

    @Test
    void aJournalThatCannotBeRewrittenIsNotOpenedAndKeepsWhatItHeld() {
        files.failAt(files.steps(), "No space left on device");
        byte[] before = file();
        assertThatThrownBy(this::opened)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("free space")
                .hasMessageContaining("the old file was not touched");
        assertThat(file()).isEqualTo(before);
    }

    private GroupCommit commit() throws IOException {
        return new GroupCommit(JournalFile.open(files, SIZES), files.where(JournalFile.NAME));
    }

    private static CompletableFuture<JournalReply> append(GroupCommit commit, JournalEntry entry) {
        return commit.append(List.of(entry)).toCompletableFuture();
    }

    private JournalState opened() throws IOException {
        try (JournalFile file = JournalFile.open(files, SIZES)) {
            return file.recovered();
        }
    }

    private byte[] file() {
        return files.content(JournalFile.NAME).clone();
    }

    /** Where the batches of the fold end. */
    private static int start(byte[] file) {
        return (int) FileHeader.of(ByteBuffer.wrap(file)).foldEnd();
    }

    private static JournalDamage only(JournalState state) {
        assertThat(state.damages()).hasSize(1);
        return state.damages().get(0);
    }
}
