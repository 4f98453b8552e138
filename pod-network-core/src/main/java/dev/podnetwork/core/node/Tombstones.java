package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.LeaseOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sandboxes that were deleted before they were added: a late ADD of one is refused (spec: node-ipam §6.4). */
final class Tombstones {
    private static final int MOST = 1_024;

    private final NodeCore node;
    private final Map<Grave, Long> graves = new LinkedHashMap<>();

    private record Grave(LeaseOwner owner, String containerId) {}

    Tombstones(NodeCore node) {
        this.node = node;
    }

    void recover(List<JournalEntry.Tombstone> before, Instant now) {
        for (JournalEntry.Tombstone grave : before) {
            long left = Duration.between(now, grave.until()).toNanos();
            long most = node.times().tombstone().toNanos();
            if (left > 0) {
                keep(new Grave(grave.owner(), grave.containerId()), Math.min(left, most));
            }
        }
    }

    /** Remembers a sandbox; returns the entry to write. */
    JournalEntry bury(LeaseOwner owner, String containerId) {
        Duration life = node.times().tombstone();
        keep(new Grave(owner, containerId), life.toNanos());
        return new JournalEntry.Tombstone(
                owner, containerId, node.fleet.env.now().plus(life));
    }

    boolean holds(LeaseOwner owner, String containerId) {
        if (graves.isEmpty()) {
            return false;
        }
        Long until = graves.get(new Grave(owner, containerId));
        return until != null && until - node.now() > 0;
    }

    private void keep(Grave grave, long nanos) {
        graves.remove(grave);
        graves.put(grave, node.now() + nanos);
        Iterator<Long> oldest = graves.values().iterator();
        while (oldest.hasNext() && (graves.size() > MOST || oldest.next() - node.now() <= 0)) {
            oldest.remove();
            oldest = graves.values().iterator();
        }
    }
}
