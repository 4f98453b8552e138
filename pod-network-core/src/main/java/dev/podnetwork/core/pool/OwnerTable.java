package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Owner to slot: a lock-free hash table whose chain links are fields of the slots, so it allocates nothing and never
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

    private final Slot[] slots;
    private final AtomicLongArray buckets;
    private final int mask;

    OwnerTable(Slot[] slots) {
        this.slots = slots;
        int size = Integer.highestOneBit(Math.max(slots.length, FEWEST_BUCKETS) * 2 - 1);
        this.buckets = new AtomicLongArray(size);
        this.mask = size - 1;
    }

    /** The slot of an owner, or null. */
    @Nullable
    Slot find(LeaseOwner owner) {
        int bucket = bucketOf(owner);
        int found;
        do {
            found = search(bucket, buckets.get(bucket), owner);
        } while (found == DISTURBED);
        return found == ABSENT ? null : slots[found];
    }

    /** Links a slot that its caller holds in CLAIMED; answers null, or the slot that the owner already has. */
    @Nullable
    Slot link(Slot slot, LeaseOwner owner, long generation) {
        int bucket = bucketOf(owner);
        while (true) {
            long head = buckets.get(bucket);
            int found = search(bucket, head, owner);
            if (found >= 0) {
                return slots[found];
            }
            if (found == ABSENT) {
                slot.bucket(bucket);
                slot.nextBeforeLink(generation << TAG_SHIFT | (head & INDEX));
                if (buckets.compareAndSet(bucket, head, newHead(head, slot.index + 1))) {
                    return null;
                }
            }
        }
    }

    /** Takes a slot out that its caller holds in RETURNING; afterwards no chain leads to it. */
    void unlink(Slot slot, LeaseOwner owner) {
        int bucket = slot.bucket();
        long next = slot.next();
        long head = buckets.get(bucket);
        // The last of a chain has a link that nobody changes, so it needs no mark to freeze it.
        boolean alone = (next & INDEX) == 0 && (head & INDEX) == slot.index + 1;
        if (alone && buckets.compareAndSet(bucket, head, newHead(head, 0))) {
            return;
        }
        while (!slot.changeNext(next, next | MARK)) {
            next = slot.next();
        }
        int found;
        do {
            // A search that is not disturbed has passed the place of the slot: a slot of the same owner
            // that it may have found first was linked only after this one had gone.
            found = search(bucket, buckets.get(bucket), owner);
        } while (found == DISTURBED);
    }

    /** Walks a chain, unlinks what is marked on the way, and answers the owner's slot, ABSENT or DISTURBED. */
    private int search(int bucket, long head, LeaseOwner owner) {
        Slot before = null;
        long link = head;
        while ((link & INDEX) != 0) {
            Slot slot = slots[(int) (link & INDEX) - 1];
            long next = slot.next();
            LeaseOwner candidate = slot.owner();
            // The slot was still here after its owner and its link were read, so both belong to this lease.
            if (linkAfter(before, bucket) != link) {
                return DISTURBED;
            }
            if ((next & MARK) != 0) {
                bypass(before, bucket, link, next);
                return DISTURBED;
            }
            if (owner.equals(candidate)) {
                return slot.index;
            }
            before = slot;
            link = next;
        }
        return ABSENT;
    }

    private long linkAfter(@Nullable Slot before, int bucket) {
        return before == null ? buckets.get(bucket) : before.next();
    }

    private void bypass(@Nullable Slot before, int bucket, long link, long next) {
        if (before == null) {
            buckets.compareAndSet(bucket, link, newHead(link, next & INDEX));
        } else {
            before.changeNext(link, link & ~INDEX | (next & INDEX));
        }
    }

    private static long newHead(long head, long index) {
        return (head >>> TAG_SHIFT) + 1 << TAG_SHIFT | index;
    }

    private int bucketOf(LeaseOwner owner) {
        int hash = owner.hashCode() * 0x9E3779B9;
        return (hash ^ hash >>> 16) & mask;
    }
}
