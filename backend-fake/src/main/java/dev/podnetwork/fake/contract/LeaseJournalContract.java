package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link LeaseJournal} when nothing goes wrong with what it is kept on. A subclass gives a place that
 * begins empty and keeps what it holds while it is closed.
 */
public abstract class LeaseJournalContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final EniId ENI = EniId.of("eni-1");

    private @Nullable LeaseJournal journal;

    /** For subclasses. */
    protected LeaseJournalContract() {}

    /** Opens the journal in the one place that a test has; the one that was opened before is closed. */
    protected abstract LeaseJournal open();

    /** Lets time pass until the stage is complete, and answers what it holds. */
    protected abstract <T> T await(CompletionStage<T> stage);

    @BeforeEach
    void openJournal() {
        journal = open();
    }

    @AfterEach
    void closeJournal() {
        journal().close();
    }

    @Test
    void aNewJournalIsEmpty() {
        assertEquals(JournalState.empty(), journal().recovered());
        assertEquals(JournalState.empty(), reopened());
    }

    @Test
    void everyKindOfEntryIsKept() {
        List<JournalEntry> all = everyKind();
        durable(all);

        assertEquals(folded(all), reopened());
        assertEquals(folded(all), reopened(), "and again");
    }

    @Test
    void entriesOfOneAppendKeepTheirOrder() {
        List<JournalEntry> story =
                List.of(leased(1, 1), released(1, 1), leased(2, 1), released(2, 1), leased(3, 1), leased(1, 2));
        durable(story);

        JournalState after = reopened();
        assertEquals(folded(story), after);
        assertEquals(List.of(owner(3), owner(1)), List.copyOf(after.leases().keySet()));
    }

    @Test
    void appendsThatDoNotWaitForEachOtherKeepTheirOrder() {
        JournalFold expected = new JournalFold();
        List<CompletionStage<JournalReply>> replies = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            JournalEntry entry = i % 3 == 2 ? released(i / 3, i / 3 % 7) : leased(i / 3, i / 3 % 7);
            expected.apply(entry);
            replies.add(journal().append(List.of(entry)));
        }
        replies.forEach(reply -> assertInstanceOf(JournalReply.Durable.class, await(reply)));

        assertEquals(expected.state(List.of()), reopened());
    }

    @Test
    void whatIsUnderWayWhenTheJournalIsClosedIsKept() {
        List<CompletionStage<JournalReply>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replies.add(journal().append(List.of(leased(i, i))));
        }
        JournalState after = reopened();
        replies.forEach(reply -> assertInstanceOf(JournalReply.Durable.class, await(reply)));
        assertEquals(50, after.leases().size());
    }

    @Test
    void anAppendOfNothingIsDurableAndChangesNothing() {
        durable(List.of(leased(1, 1)));
        durable(List.of());
        assertEquals(folded(List.of(leased(1, 1))), reopened());
    }

    @Test
    void anEntryThatIsAppendedTwiceCountsOnce() {
        for (JournalEntry entry : everyKind()) {
            durable(List.of(entry));
            durable(List.of(entry));
        }
        assertEquals(folded(everyKind()), reopened());
    }

    @Test
    void whatWasRecoveredDoesNotChange() {
        durable(List.of(leased(1, 1)));
        JournalState before = reopened();
        durable(List.of(released(1, 1)));
        assertEquals(before, journal().recovered());
        assertEquals(folded(List.of(leased(1, 1))), before);
    }

    @Test
    void aClosedJournalRefusesAndMayBeClosedAgain() {
        durable(List.of(leased(1, 1)));
        LeaseJournal closed = journal();
        closed.close();
        closed.close();

        assertInstanceOf(JournalReply.Refused.class, await(closed.append(List.of(leased(2, 2)))));
        assertEquals(folded(List.of(leased(1, 1))), reopened());
    }

    private LeaseJournal journal() {
        LeaseJournal opened = journal;
        assertNotNull(opened, "no journal: JUnit opens it before each clause");
        return opened;
    }

    private JournalState reopened() {
        journal().close();
        LeaseJournal again = open();
        journal = again;
        return again.recovered();
    }

    private void durable(List<JournalEntry> entries) {
        assertInstanceOf(JournalReply.Durable.class, await(journal().append(entries)));
    }

    private static JournalState folded(List<JournalEntry> entries) {
        JournalFold fold = new JournalFold();
        fold.applyAll(entries);
        return fold.state(List.of());
    }

    private static List<JournalEntry> everyKind() {
        LeaseAddress pair = new LeaseAddress(ENI, "10.0.0.9", "2001:db8::9");
        LeaseAddress six = new LeaseAddress(ENI, null, "2001:db8::a");
        CloudIntent create = new CloudIntent(
                41, CloudIntent.Kind.CREATE_ENI, "token-41", null, VSwitchId.of("vsw-1"), 10, 10, List.of(), NOON);
        CloudIntent unassign =
                new CloudIntent(42, CloudIntent.Kind.UNASSIGN, "", ENI, null, 1, 0, List.of("10.0.0.9"), NOON);
        CloudIntent settled = new CloudIntent(40, CloudIntent.Kind.DELETE_ENI, "", ENI, null, 0, 0, List.of(), NOON);
        return List.of(
                new JournalEntry.Epoch("node-1/boot-7", 3),
                leased(1, 1),
                leased(2, 2),
                released(2, 2),
                new JournalEntry.Leased(new Lease(owner(3), "sandbox-3", pair)),
                new JournalEntry.Cooling(six, NOON),
                new JournalEntry.Cooling(address(7), NOON),
                new JournalEntry.Forgotten(address(7)),
                new JournalEntry.Tombstone(owner(4), "sandbox-4", NOON.plusSeconds(600)),
                new JournalEntry.Held("10.0.0.2", "eip-1", NOON.plusSeconds(60)),
                new JournalEntry.Held("10.0.0.3", "eip-2", NOON.plusSeconds(60)),
                new JournalEntry.HoldEnded("10.0.0.3", "eip-2"),
                new JournalEntry.IntentOpened(settled),
                new JournalEntry.IntentOpened(create),
                new JournalEntry.IntentOpened(unassign),
                new JournalEntry.IntentClosed(40),
                new JournalEntry.WarmedUp(NOON));
    }

    private static JournalEntry leased(int owner, int address) {
        return new JournalEntry.Leased(new Lease(owner(owner), "sandbox-" + owner, address(address)));
    }

    private static JournalEntry released(int owner, int address) {
        return new JournalEntry.Released(owner(owner), address(address), NOON.plusSeconds(30 + owner));
    }

    private static LeaseOwner owner(int number) {
        return LeaseOwner.of(PodUid.of("pod-" + number), "eth0");
    }

    private static LeaseAddress address(int number) {
        return LeaseAddress.ipv4(ENI, "10.0.0." + number);
    }
}
