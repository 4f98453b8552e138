package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.pool.SlotView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Addresses that the cloud has just taken back. A describe may still show them, so that a process that starts now would
 * take them for its own: the journal says for a while that they are not to be leased.
 */
final class RecentlyGone {
    private final NodeCore node;
    private final Deque<Gone> gone = new ArrayDeque<>();

    private record Gone(LeaseAddress address, long until) {}

    RecentlyGone(NodeCore node) {
        this.node = node;
    }

    /** Remembers addresses; returns what to write. */
    List<JournalEntry> add(EniId eni, List<String> addresses) {
        long keep = 4 * node.times().lag().toNanos();
        Instant until = node.fleet.env.now().plusNanos(keep);
        List<JournalEntry> entries = new ArrayList<>();
        for (String text : addresses) {
            boolean ipv6 = text.contains(":");
            LeaseAddress address = new LeaseAddress(eni, ipv6 ? null : text, ipv6 ? text : null);
            gone.add(new Gone(address, node.now() + keep));
            entries.add(new JournalEntry.Cooling(address, until));
        }
        return entries;
    }

    /** What to write when these are gone and nobody can be told of them any more: their cooldowns, over or not, end. */
    static List<JournalEntry> cooldownsEnd(List<SlotView> slots) {
        return slots.stream()
                .<JournalEntry>map(slot -> new JournalEntry.Forgotten(slot.address()))
                .toList();
    }

    /** Those of one interface: a describe that shows them is old. */
    List<String> of(EniId eni) {
        return gone.stream()
                .filter(each -> each.address().eni().equals(eni))
                .map(each -> each.address().primary())
                .toList();
    }

    /** The journal forgets those that no describe can show any more. */
    void forget() {
        List<JournalEntry> entries = new ArrayList<>();
        while (!gone.isEmpty() && gone.peek().until() - node.now() <= 0) {
            entries.add(new JournalEntry.Forgotten(gone.remove().address()));
        }
        if (!entries.isEmpty()) {
            node.write(entries, () -> {});
        }
    }
}
