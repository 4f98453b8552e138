package dev.podnetwork.core.pool;

/** Which block serves first among those with an idle address (spec: node-ipam §1.2, {@code eni_selection_policy}). */
public enum PackingOrder {
    /** The block with the most leases, so that the others empty out and can be retired. */
    MOST_IPS {
        @Override
        boolean better(long leases, int size, long otherLeases, int otherSize) {
            return leases > otherLeases || leases == otherLeases && size > otherSize;
        }
    },
    /** The block with the fewest leases. */
    LEAST_IPS {
        @Override
        boolean better(long leases, int size, long otherLeases, int otherSize) {
            return leases < otherLeases || leases == otherLeases && size < otherSize;
        }
    };

    /** Whether a block of so many leases and slots is to be preferred to another; of two equal ones the first in the pool is. */
    abstract boolean better(long leases, int size, long otherLeases, int otherSize);
}
