package dev.podnetwork.core.pool;

/**
 * The size and the order of a pool.
 *
 * @param maxGroups how many groups of 64 slots it can hold, 1 to 16,383: one for each interface of up to 64 addresses,
 *     one for each /28, 1,024 for a /80
 * @param order which block serves first
 * @param stripes how many cooldown queues there are, a power of two: 1 for a pool that one thread drives, which makes it
 *     deterministic; about the number of threads otherwise
 */
public record PoolSettings(int maxGroups, PackingOrder order, int stripes) {
    static final int MAX_GROUPS = (1 << LeaseHandle.SLOT_BITS) / Slots.PER_GROUP - 1;

    /** Refuses sizes that do not fit a handle. */
    public PoolSettings {
        if (maxGroups < 1 || maxGroups > MAX_GROUPS) {
            throw new IllegalArgumentException(
                    "a pool of " + maxGroups + " groups: ask for 1 to " + MAX_GROUPS + " groups of 64 slots");
        }
        if (stripes < 1 || Integer.bitCount(stripes) != 1) {
            throw new IllegalArgumentException(stripes + " cooldown queues: ask for a power of two");
        }
    }

    /** A pool driven by one thread, packing. */
    public static PoolSettings ofGroups(int maxGroups) {
        return new PoolSettings(maxGroups, PackingOrder.MOST_IPS, 1);
    }

    /** The same with another order. */
    public PoolSettings withOrder(PackingOrder other) {
        return new PoolSettings(maxGroups, other, stripes);
    }

    /** The same with as many cooldown queues. */
    public PoolSettings withStripes(int other) {
        return new PoolSettings(maxGroups, order, other);
    }
}
