package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Owner to slot: a lock-free hash table whose chain links are words of the slots, so it allocates nothing and never
 * fills up (after M. Michael, "High performance dynamic lock-free hash tables and list-based sets", 2002). New slots go to
 * the head of their chain; the head carries a version, so that its compare-and-set proves that nobody came first. Owners
 * are compared by equality: a hash only chooses the bucket.
 *
 * <p>A link is {@code tag | mark | slot + 1}. In a bucket the tag is a version; in a slot it is the generation in which
 * the slot was linked, and within one generation its successors only move forward: no link value ever comes back. The
 * mark says that the slot itself is on its way out, and freezes its link.
 */
final class OwnerTable {
    private static final int ABSENT = -1;
    private static final int DISTURBED = -2;

    private static final int TAG_SHIFT = LeaseHandle.SLOT_BITS + 1;
    private static final long MARK = 1L << LeaseHandle.SLOT_BITS;
    private static final long INDEX = MARK - 1;
    private static final int FEWEST_BUCKETS = 256;
    /**
     * Where slots lie apart, so do buckets, one to a cache line: what a thread linked is then still its own when it unlinks it.
     */
    private static final int APART_SHIFT = 3;
    /** At most so many buckets for a slot of a large pool, at least half of that: every step along a chain waits for memory. */
    private static final int MOST_PER_SLOT = 8;

    private final Slots slots;
    private final AtomicLongArray buckets;
    private final int mask;
    private final int shift;

    OwnerTable(Slots slots) {
        this.slots = slots;
        int perSlot = slots.areMany() ? MOST_PER_SLOT : 2;
        int size = Integer.highestOneBit(Math.max(slots.size(), FEWEST_BUCKETS) * perSlot - 1);
        this.shift = slots.areApart() ? APART_SHIFT : 0;
        this.buckets = new AtomicLongArray(size << shift);
        this.mask = size - 1;
    }

    /** The slot of an owner, or -1. The hash here and elsewhere is that of the owner. */
    int find(LeaseOwner owner, int hash) {
        int bucket = bucketOf(hash);
        int found;
        do {
            found = search(bucket, buckets.get(bucket), owner, hash);
        } while (found == DISTURBED);
        return found;
    }

    /** Links a slot that its caller holds in CLAIMED; answers -1, or the slot that the owner already has. */
    int link(int slot, LeaseOwner owner, int hash, long generation) {
        int bucket = bucketOf(hash);
        while (true) {
            long head = buckets.get(bucket);
            int found = search(bucket, head, owner, hash);
            if (found >= 0) {
                return found;
            }
            if (found == ABSENT) {
                slots.nextBeforeLink(slot, generation << TAG_SHIFT | (head & INDEX));
                long linked = newHead(head, slot + 1);
                if (buckets.compareAndSet(bucket, head, linked)) {
                    if (slots.areApart()) {
                        slots.headAtLink(slot, linked);
                    }
                    return ABSENT;
                }
            }
        }
    }

    /** Takes a slot out that its caller holds in RETURNING; afterwards no chain leads to it. */
    void unlink(int slot) {
        int hash = slots.ownerHash(slot);
        int bucket = bucketOf(hash);
        long next = slots.next(slot);
        if ((next & INDEX) == 0 && unlinkAlone(slot, bucket)) {
            return;
        }
        LeaseOwner owner = Objects.requireNonNull(slots.owner(slot), "owner of a lease");
        while (!slots.changeNext(slot, next, next | MARK)) {
            next = slots.next(slot);
        }
        int found;
        do {
            // A search that is not disturbed has passed the place of the slot: a slot of the same owner
            // that it may have found first was linked only after this one had gone.
            found = search(bucket, buckets.get(bucket), owner, hash);
        } while (found == DISTURBED);
    }

    /**
     * The last of a chain has a link that nobody changes, so it needs no mark to freeze it. Where slots lie apart nothing is read
     * first when the bucket is as it was left: where another thread wrote it, reading costs as much again.
     */
    private boolean unlinkAlone(int slot, int bucket) {
        if (slots.areApart()) {
            long left = slots.headAtLink(slot);
            if (buckets.compareAndSet(bucket, left, newHead(left, 0))) {
                return true;
            }
        }
        long head = buckets.get(bucket);
        return (head & INDEX) == slot + 1 && buckets.compareAndSet(bucket, head, newHead(head, 0));
    }

    /** Walks a chain, unlinks what is marked on the way, and answers the owner's slot, ABSENT or DISTURBED. */
    private int search(int bucket, long head, LeaseOwner owner, int hash) {
        int before = ABSENT;
        long link = head;
        while ((link & INDEX) != 0) {
            int slot = (int) (link & INDEX) - 1;
            long next = slots.next(slot);
            boolean its = slots.isOwner(slot, owner, hash);
            // The slot was still here after its owner and its link were read, so both belong to this lease.
            if (linkAfter(before, bucket) != link) {
                return DISTURBED;
            }
            if ((next & MARK) != 0) {
                bypass(before, bucket, link, next);
                return DISTURBED;
            }
            if (its) {
                return slot;
            }
            before = slot;
            link = next;
        }
        return ABSENT;
    }

    private long linkAfter(int before, int bucket) {
        return before == ABSENT ? buckets.get(bucket) : slots.next(before);
    }

    private void bypass(int before, int bucket, long link, long next) {
        if (before == ABSENT) {
            buckets.compareAndSet(bucket, link, newHead(link, next & INDEX));
        } else {
            slots.changeNext(before, link, link & ~INDEX | (next & INDEX));
        }
    }

    private static long newHead(long head, long index) {
        return (head >>> TAG_SHIFT) + 1 << TAG_SHIFT | index;
    }

    private int bucketOf(int hash) {
        int mixed = hash * 0x9E3779B9;
        return ((mixed ^ mixed >>> 16) & mask) << shift;
    }
}
