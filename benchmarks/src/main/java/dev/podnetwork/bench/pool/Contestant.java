package dev.podnetwork.bench.pool;

import dev.podnetwork.api.pool.LeaseOwner;

/** Something that lends a fixed number of things to any number of threads. */
interface Contestant extends AutoCloseable {

    /** What one thread has borrowed, filled at once. */
    Hand hand(LeaseOwner[] first);

    @Override
    default void close() {}

    /** Belongs to one thread. */
    interface Hand {

        /**
         * One pair: borrows one more for an owner, then gives back what the place held and puts the new one there; without
         * any place it gives back the new one.
         *
         * @return false when there was nothing to borrow, and nothing was given back
         */
        boolean exchange(int place, LeaseOwner owner, long now);
    }
}
