package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One address, or one pair. {@code owner}, {@code bucket} and {@code reusableAt} are written in the first half of CLAIMED
 * or RETURNING by the thread it belongs to, and are true for a reader who finds the same state before and after.
 */
final class Slot {
    private static final VarHandle STATE;
    private static final VarHandle NEXT;
    private static final VarHandle OWNER;
    private static final VarHandle SETTLED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Slot.class, "state", long.class);
            NEXT = lookup.findVarHandle(Slot.class, "next", long.class);
            SETTLED = lookup.findVarHandle(Slot.class, "settled", long.class);
            OWNER = lookup.findVarHandle(Slot.class, "owner", LeaseOwner.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int index;
    final Group group;
    private volatile long state;
    private volatile long next;

    @Nullable
    LeaseOwner owner;
    /** Twice the generation when its lease is settled, one more when its return is. */
    long settled;

    private int bucket;
    private long reusableAt;

    Slot(int index, Group group) {
        this.index = index;
        this.group = group;
    }

    long state() {
        return state;
    }

    boolean change(long from, long to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** The second half of CLAIMED: somebody has it. */
    boolean isLeased(long readState) {
        return SlotState.phase(readState) == SlotState.CLAIMED
                && (long) SETTLED.getAcquire(this) == 2 * SlotState.generation(readState);
    }

    /** The second half of RETURNING: nobody has it, and {@link #reusableAt} is true. */
    boolean isCooling(long readState) {
        return SlotState.phase(readState) == SlotState.RETURNING
                && (long) SETTLED.getAcquire(this) == 2 * SlotState.generation(readState) + 1;
    }

    /** In the first half of CLAIMED or RETURNING: a thread is at work on it. */
    boolean isUndecided(long readState) {
        long phase = SlotState.phase(readState);
        return phase == SlotState.CLAIMED && !isLeased(readState)
                || phase == SlotState.RETURNING && !isCooling(readState);
    }

    /** Idle at this time: free, or at the end of its cooldown. */
    boolean isAvailable(long readState, long now) {
        return SlotState.isFree(readState)
                || SlotState.isClear(readState) && isCooling(readState) && reusableAt - now <= 0;
    }

    /** The thread that claimed the slot has linked it to its owner. */
    void settleLease(long generation) {
        SETTLED.setRelease(this, 2 * generation);
    }

    /** The thread that returns the slot has unlinked it; everything it wrote is visible to who sees this. */
    void settleReturn(long generation) {
        SETTLED.setRelease(this, 2 * generation + 1);
    }

    /** The link to the next slot of its bucket; only {@link OwnerTable} knows what is in it. */
    long next() {
        return next;
    }

    /** Before the slot is linked: the compare-and-set of the bucket publishes it. */
    void nextBeforeLink(long link) {
        NEXT.setRelease(this, link);
    }

    boolean changeNext(long from, long to) {
        return NEXT.compareAndSet(this, from, to);
    }

    /** An acquiring read, so that a check of the state or of a link that follows it in the program follows it in fact. */
    @Nullable
    LeaseOwner owner() {
        return (LeaseOwner) OWNER.getAcquire(this);
    }

    void owner(@Nullable LeaseOwner newOwner) {
        OWNER.setRelease(this, newOwner);
    }

    int bucket() {
        return bucket;
    }

    void bucket(int newBucket) {
        bucket = newBucket;
    }

    long reusableAt() {
        return reusableAt;
    }

    void reusableAt(long ticks) {
        reusableAt = ticks;
    }
}
