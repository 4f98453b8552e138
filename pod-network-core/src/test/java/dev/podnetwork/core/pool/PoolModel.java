package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pool is to do, in the plainest words: one list of slots, looked through from its start. */
final class PoolModel {
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<LeaseOwner, Integer> holders = new HashMap<>();

    /** One slot. */
    static final class Place {
        final int block;
        AddressStatus status = AddressStatus.VALID;
        boolean held;
        boolean closed;

        @Nullable
        LeaseOwner owner;

        boolean everUsed;
        long reusableAt;

        Place(int block) {
            this.block = block;
        }

        boolean isIdle(long now) {
            return owner == null
                    && (!everUsed || reusableAt - now <= 0)
                    && !held
                    && !closed
                    && status == AddressStatus.VALID;
        }
    }

    void add(int slot, int block) {
        places.put(slot, new Place(block));
    }

    Place place(int slot) {
        return places.get(slot);
    }

    List<Integer> slots() {
        return new ArrayList<>(places.keySet());
    }

    @Nullable
    Integer slotOf(LeaseOwner owner) {
        return holders.get(owner);
    }

    /** The slots that the order permits; empty when none is idle. */
    List<Integer> candidates(PackingOrder order, long now) {
        List<Integer> best = new ArrayList<>();
        long bestLeases = 0;
        for (Map.Entry<Integer, Place> each : places.entrySet()) {
            if (!each.getValue().isIdle(now)) {
                continue;
            }
            long leases = leases(each.getValue().block);
            boolean better = order == PackingOrder.MOST_IPS ? leases > bestLeases : leases < bestLeases;
            if (best.isEmpty() || better) {
                best.clear();
                bestLeases = leases;
            }
            if (leases == bestLeases) {
                best.add(each.getKey());
            }
        }
        return best;
    }

    private long leases(int block) {
        return places.values().stream()
                .filter(p -> p.block == block && p.owner != null)
                .count();
    }

    void leased(LeaseOwner owner, int slot) {
        place(slot).owner = owner;
        holders.put(owner, slot);
    }

    void returned(int slot, long reusableAt) {
        holders.remove(place(slot).owner);
        place(slot).owner = null;
        place(slot).everUsed = true;
        place(slot).reusableAt = reusableAt;
    }
}
