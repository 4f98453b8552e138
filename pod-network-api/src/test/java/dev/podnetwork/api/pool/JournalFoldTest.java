package dev.podnetwork.api.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the entries of a journal mean. */
final class JournalFoldTest {
    private static final Instant SOON = Instant.parse("2026-01-01T00:00:30Z");
    private static final LeaseOwner WEB = LeaseOwner.of(PodUid.of("web"), "eth0");
    private static final LeaseOwner DB = LeaseOwner.of(PodUid.of("db"), "eth0");
    private static final LeaseAddress ONE = LeaseAddress.ipv4(EniId.of("eni-1"), "10.0.0.1");
    private static final LeaseAddress TWO = LeaseAddress.ipv4(EniId.of("eni-1"), "10.0.0.2");

    private final JournalFold fold = new JournalFold();

    @Test
    void anEmptyFoldIsAnEmptyJournal() {
        assertThat(state()).isEqualTo(JournalState.empty());
        assertThat(fold.entries()).isEmpty();
    }

    @Test
    void aReleaseCoolsTheAddressAndALeaseEndsTheCooldown() {
        apply(leased(WEB, ONE), new JournalEntry.Released(WEB, ONE, SOON));
        assertThat(state().leases()).isEmpty();
        assertThat(state().cooling()).containsExactly(Map.entry(ONE, SOON));

        apply(leased(DB, ONE));
        assertThat(state().leases()).containsOnlyKeys(DB);
        assertThat(state().cooling()).isEmpty();
    }

    @Test
    void aReleaseOfAnUnknownOwnerOrOfAnotherAddressChangesNothing() {
        apply(leased(WEB, ONE));
        JournalState before = state();
        apply(new JournalEntry.Released(DB, TWO, SOON), new JournalEntry.Released(WEB, TWO, SOON));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void anOwnerHasOneAddressAndAnAddressOneOwner() {
        apply(leased(WEB, ONE), leased(WEB, TWO), leased(DB, ONE));
        assertThat(state().leases()).containsOnlyKeys(WEB, DB);
        apply(leased(DB, TWO));
        assertThat(state().leases()).containsOnlyKeys(DB);
    }

    @Test
    void aLeasedAddressDoesNotCool() {
        apply(leased(WEB, ONE), new JournalEntry.Cooling(ONE, SOON), new JournalEntry.Cooling(TWO, SOON));
        assertThat(state().cooling()).containsOnlyKeys(TWO);
        apply(new JournalEntry.Forgotten(TWO));
        assertThat(state().cooling()).isEmpty();
    }

    @Test
    void holdsTombstonesAndIntentsAreKeptUntilTheyEnd() {
        CloudIntent intent =
                new CloudIntent(7, CloudIntent.Kind.CREATE_ENI, "token", null, null, 10, 0, List.of(), SOON);
        apply(
                new JournalEntry.Held("10.0.0.9", "eip", SOON),
                new JournalEntry.Held("10.0.0.9", "eip", SOON.plusSeconds(1)),
                new JournalEntry.Tombstone(WEB, "c1", SOON),
                new JournalEntry.IntentOpened(intent),
                new JournalEntry.WarmedUp(SOON),
                new JournalEntry.Epoch("node-1", 3));
        assertThat(state().holds()).containsExactly(new JournalEntry.Held("10.0.0.9", "eip", SOON.plusSeconds(1)));
        assertThat(state().tombstones()).hasSize(1);
        assertThat(state().openIntents()).containsExactly(intent);
        assertThat(state().warmedUpAt()).isEqualTo(SOON);
        assertThat(state().epoch()).isEqualTo(new JournalEntry.Epoch("node-1", 3));

        JournalFold again = new JournalFold();
        again.applyAll(fold.entries());
        assertThat(again.state(List.of())).isEqualTo(state());

        apply(new JournalEntry.HoldEnded("10.0.0.9", "eip"), new JournalEntry.IntentClosed(7));
        assertThat(state().holds()).isEmpty();
        assertThat(state().openIntents()).isEmpty();
    }

    private void apply(JournalEntry... entries) {
        fold.applyAll(List.of(entries));
    }

    private JournalState state() {
        return fold.state(List.of());
    }

    private static JournalEntry leased(LeaseOwner owner, LeaseAddress address) {
        return new JournalEntry.Leased(new Lease(owner, "sandbox", address));
    }
}
