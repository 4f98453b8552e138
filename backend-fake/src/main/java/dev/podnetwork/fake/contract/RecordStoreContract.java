package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link RecordStore} when nothing goes wrong on the way to it: conditional writes, halves, deletion in two
 * steps, times. A subclass gives the store and its records.
 *
 * @param <R> the record
 */
public abstract class RecordStoreContract<R> {
    private static final PodRef KEY = PodRef.of("team-a", "web-0");

    private @Nullable RecordStore<R> store;

    /** For subclasses. */
    protected RecordStoreContract() {}

    /** A new empty store. */
    protected abstract RecordStore<R> open();

    /**
     * A record for that key. Records with equal numbers are equal; a head number changes the half that is written first
     * and nothing of the other, a status number the other way round.
     */
    protected abstract R record(PodRef key, int head, int status);

    /** Lets time pass until the stage is complete, and answers what it holds. */
    protected abstract <T> T await(CompletionStage<T> stage);

    /** Asks the store, as a user would, to delete a record; it stays until we remove it. */
    protected abstract void requestDeletion(PodRef key);

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void whatIsCreatedIsReadBack() {
        CommitReply.Committed created = create(KEY, record(KEY, 1, 1));

        Stored<R> read = read(KEY);
        assertEquals(KEY, read.key());
        assertEquals(record(KEY, 1, 1), read.record());
        assertEquals(created.uid(), read.uid());
        assertEquals(created.version(), read.version());
        assertFalse(read.deletionRequested());
    }

    @Test
    void aKeyThatIsTakenIsNotCreatedAgain() {
        create(KEY, record(KEY, 1, 1));

        conflict(store().create(KEY, record(KEY, 2, 2)));
        assertEquals(record(KEY, 1, 1), read(KEY).record());
    }

    @Test
    void aKeyWithoutRecordReadsAsMissing() {
        missing(KEY);
    }

    @Test
    void anUpdateKeepsTheUidAndGivesANewVersion() {
        CommitReply.Committed created = create(KEY, record(KEY, 1, 1));

        CommitReply.Committed updated = committed(store().update(read(KEY), record(KEY, 2, 2)));

        assertEquals(created.uid(), updated.uid());
        assertNotEquals(created.version(), updated.version());
        assertEquals(record(KEY, 2, 2), read(KEY).record());
        assertEquals(updated.version(), read(KEY).version());
    }

    @Test
    void eitherHalfIsUpdatedAlone() {
        create(KEY, record(KEY, 1, 1));

        committed(store().update(read(KEY), record(KEY, 2, 1)));
        assertEquals(record(KEY, 2, 1), read(KEY).record());
        committed(store().update(read(KEY), record(KEY, 2, 2)));
        assertEquals(record(KEY, 2, 2), read(KEY).record());
    }

    @Test
    void anUpdateThatChangesNothingWritesNothing() {
        create(KEY, record(KEY, 1, 1));
        Stored<R> before = read(KEY);

        CommitReply.Committed same = committed(store().update(before, record(KEY, 1, 1)));

        assertEquals(before.version(), same.version());
        assertEquals(before, read(KEY));
    }

    @Test
    void anUpdateFromAStaleVersionIsAConflictAndWritesNothing() {
        create(KEY, record(KEY, 1, 1));
        Stored<R> stale = read(KEY);
        committed(store().update(stale, record(KEY, 2, 2)));

        conflict(store().update(stale, record(KEY, 3, 3)));
        assertEquals(record(KEY, 2, 2), read(KEY).record());
    }

    @Test
    void anUpdateOfARecordThatIsGoneIsAConflict() {
        create(KEY, record(KEY, 1, 1));
        Stored<R> gone = read(KEY);
        committed(store().remove(gone));

        conflict(store().update(gone, record(KEY, 2, 2)));
        missing(KEY);
    }

    @Test
    void aRemovedRecordIsGoneAndRemovingItAgainIsFine() {
        create(KEY, record(KEY, 1, 1));
        Stored<R> last = read(KEY);

        committed(store().remove(last));
        missing(KEY);
        committed(store().remove(last));
    }

    @Test
    void aRemovalFromAStaleVersionIsAConflict() {
        create(KEY, record(KEY, 1, 1));
        Stored<R> stale = read(KEY);
        committed(store().update(stale, record(KEY, 2, 2)));

        conflict(store().remove(stale));
        assertEquals(record(KEY, 2, 2), read(KEY).record());
    }

    @Test
    void aNewRecordUnderAnOldKeyHasAnotherUidAndOutlivesTheRemovalOfTheOldOne() {
        create(KEY, record(KEY, 1, 1));
        Stored<R> old = read(KEY);
        committed(store().remove(old));
        CommitReply.Committed created = create(KEY, record(KEY, 2, 2));

        assertNotEquals(old.uid(), created.uid());
        assertNotNull(await(store().remove(old)));
        assertEquals(created.uid(), read(KEY).uid());
    }

    @Test
    void aRecordWhoseDeletionWasAskedForStaysUntilItIsRemoved() {
        create(KEY, record(KEY, 1, 1));
        requestDeletion(KEY);

        Stored<R> marked = read(KEY);
        assertTrue(marked.deletionRequested());
        committed(store().update(marked, record(KEY, 1, 2)));
        assertTrue(read(KEY).deletionRequested());
        committed(store().remove(read(KEY)));
        missing(KEY);
    }

    @Test
    void aListHoldsEveryRecordInKeyOrder() {
        PodRef later = PodRef.of("team-b", "db-0");
        PodRef between = PodRef.of("team-a", "web-1");
        for (PodRef key : List.of(later, KEY, between)) {
            create(key, record(key, 1, 1));
        }

        List<Stored<R>> listed = list().records();
        assertEquals(
                List.of(KEY, between, later), listed.stream().map(Stored::key).toList());
        assertEquals(read(between), listed.get(1));
    }

    @Test
    void theClockOfTheStoreDoesNotGoBack() {
        CommitReply.Committed created = create(KEY, record(KEY, 1, 1));
        CommitReply.Committed updated = committed(store().update(read(KEY), record(KEY, 2, 2)));

        assertFalse(updated.storeTime().isBefore(created.storeTime()));
        assertFalse(list().storeTime().isBefore(updated.storeTime()));
    }

    private RecordStore<R> store() {
        RecordStore<R> opened = store;
        assertNotNull(opened, "no store: JUnit opens it before each clause");
        return opened;
    }

    private CommitReply.Committed create(PodRef key, R record) {
        return committed(store().create(key, record));
    }

    private CommitReply.Committed committed(CompletionStage<CommitReply> reply) {
        return assertInstanceOf(CommitReply.Committed.class, await(reply));
    }

    private void conflict(CompletionStage<CommitReply> reply) {
        assertInstanceOf(CommitReply.Conflict.class, await(reply));
    }

    private Stored<R> read(PodRef key) {
        ReadReply<R> reply = await(store().read(key));
        if (reply instanceof ReadReply.Found<R> found) {
            return found.stored();
        }
        throw new AssertionError(key + " reads as " + reply);
    }

    private void missing(PodRef key) {
        assertInstanceOf(ReadReply.Missing.class, await(store().read(key)));
    }

    private ListReply.Listed<R> list() {
        ListReply<R> reply = await(store().list());
        if (reply instanceof ListReply.Listed<R> listed) {
            return listed;
        }
        throw new AssertionError("the list reads as " + reply);
    }
}
