package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses kept from their next owner for somebody's sake; each hold ends by itself. */
final class Holds {
    private final NodeCore node;
    private final Map<String, Map<String, Long>> byAddress = new LinkedHashMap<>();

    Holds(NodeCore node) {
        this.node = node;
    }

    void recover(List<JournalEntry.Held> before, Instant now) {
        for (JournalEntry.Held held : before) {
            keep(held.address(), held.holder(), Duration.between(now, held.until()));
        }
    }

    void hold(String address, String holder, Duration atMost, NodeCore.Ended durable) {
        Instant until = node.fleet.env.now().plus(atMost);
        keep(address, holder, atMost);
        node.write(List.of(new JournalEntry.Held(address, holder, until)), durable);
    }

    private void keep(String address, String holder, Duration atMost) {
        long until = node.now() + Math.max(atMost.toNanos(), 0);
        byAddress.computeIfAbsent(address, a -> new LinkedHashMap<>()).put(holder, until);
        node.pool.hold(address);
        node.after(Math.max(atMost.toNanos(), 0), () -> {
            Long last = byAddress.getOrDefault(address, Map.of()).get(holder);
            if (last != null && node.now() - last >= 0) {
                end(address, holder, failure -> {});
            }
        });
    }

    void end(String address, String holder, NodeCore.Ended durable) {
        Map<String, Long> holders = byAddress.get(address);
        if (holders != null && holders.remove(holder) != null && holders.isEmpty()) {
            byAddress.remove(address);
            node.pool.unhold(address);
            node.leases.serve();
        }
        node.write(List.of(new JournalEntry.HoldEnded(address, holder)), durable);
    }

    boolean isHeld(String address) {
        return byAddress.containsKey(address);
    }
}
