package dev.podnetwork.core.pool;

/** Which block serves first among those with an idle address (spec: node-ipam §1.2, {@code eni_selection_policy}). */
public enum PackingOrder {
    /** The block with the most leases, so that the others empty out and can be retired. */
    MOST_IPS {
        @Override
        boolean better(Block one, Block other) {
            long gap = one.leases() - other.leases();
            return gap > 0 || gap == 0 && one.size() > other.size();
        }
    },
    /** The block with the fewest leases. */
    LEAST_IPS {
        @Override
        boolean better(Block one, Block other) {
            long gap = one.leases() - other.leases();
            return gap < 0 || gap == 0 && one.size() < other.size();
        }
    };

    /** Whether one is to be preferred; of two equal ones the first in the pool is. */
    abstract boolean better(Block one, Block other);
}
