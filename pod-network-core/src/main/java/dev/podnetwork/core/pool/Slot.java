package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One address, or one pair. {@code owner} and {@code reusableAt} are written by the thread that holds the slot in CLAIMED
 * or RETURNING, and are true only for a reader who finds the same state before and after.
 */
final class Slot {
    private static final VarHandle STATE;
    private static final VarHandle NEXT;
    private static final VarHandle OWNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Slot.class, "state", long.class);
            NEXT = lookup.findVarHandle(Slot.class, "next", long.class);
            OWNER = lookup.findVarHandle(Slot.class, "owner", LeaseOwner.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int index;
    final Group group;
    private volatile long state;
    private volatile long next;
    @Nullable LeaseOwner owner;
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

    /** The thread that owns the phase moves on; flags may change meanwhile and stay. */
    void leavePhase(long from, long to) {
        STATE.getAndAdd(this, to - from);
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

    long reusableAt() {
        return reusableAt;
    }

    /** Made visible by the change to COOLING that follows. */
    void reusableAt(long ticks) {
        reusableAt = ticks;
    }
}
