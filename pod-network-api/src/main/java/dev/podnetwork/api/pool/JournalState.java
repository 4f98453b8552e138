package dev.podnetwork.api.pool;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds when it is opened: all its entries, folded. Unmodifiable, ordered by first appearance.
 *
 * @param leases by owner
 * @param cooling addresses given back, with the time their cooldown ends
 * @param tombstones sandboxes that are gone
 * @param holds addresses kept from reuse
 * @param openIntents cloud calls whose outcome is not known
 * @param warmedUpAt when the warm-up was completed, null before
 * @param epoch the last take-over, null for a new journal
 * @param damages what could not be read; empty for a sound journal
 */
public record JournalState(
        Map<LeaseOwner, Lease> leases,
        Map<LeaseAddress, Instant> cooling,
        List<JournalEntry.Tombstone> tombstones,
        List<JournalEntry.Held> holds,
        List<CloudIntent> openIntents,
        @Nullable Instant warmedUpAt,
        JournalEntry.@Nullable Epoch epoch,
        List<JournalDamage> damages) {

    /** A journal in which nothing was ever written. */
    public static JournalState empty() {
        return new JournalState(Map.of(), Map.of(), List.of(), List.of(), List.of(), null, null, List.of());
    }
}
