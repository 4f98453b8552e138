package dev.podnetwork.core.pool;

/**
 * A lease in one long, so that nothing is allocated: the slot and the generation of its lease. A slot's generation rises
 * with every lease, so a handle that was given back is never valid again. A negative value is a refusal.
 */
public final class LeaseHandle {
    /** The owner has no lease. */
    public static final long NONE = -1;
    /** No address of the pool could be leased: all are leased, cooling, held, closed or not valid. */
    public static final long EXHAUSTED = -2;
    /** Another call on the same address or owner is under way and decides it; ask again. One thread never sees it. */
    public static final long CONTENDED = -3;
    /** The owner's own address is not valid any more: give it back, then ask again (spec: node-ipam §2.3). */
    public static final long NOT_VALID = -4;
    /** The address that was asked for is leased to another owner. */
    public static final long TAKEN = -5;
    /** The address that was asked for cools down. */
    public static final long COOLING = -6;
    /** The address that was asked for is held, closed, not valid, or not there. */
    public static final long UNAVAILABLE = -7;
    /** The owner holds another address than the one it asks for. */
    public static final long HOLDS_ANOTHER = -8;

    static final int SLOT_BITS = 20;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

    private LeaseHandle() {}

    /** Whether it is a lease, not a refusal. */
    public static boolean isLease(long handle) {
        return handle >= 0;
    }

    /** The slot of a lease. */
    public static int slot(long handle) {
        return (int) handle & SLOT_MASK;
    }

    /** The generation of a lease, 1 for the first of its slot. */
    public static long generation(long handle) {
        return handle >>> SLOT_BITS;
    }

    static long of(int slot, long generation) {
        return generation << SLOT_BITS | slot;
    }

    /** For people. */
    public static String describe(long handle) {
        if (isLease(handle)) {
            return "slot " + slot(handle) + ", lease " + generation(handle);
        }
        return switch ((int) handle) {
            case (int) NONE -> "no lease";
            case (int) EXHAUSTED -> "no address is idle";
            case (int) CONTENDED -> "another call is under way: ask again";
            case (int) NOT_VALID -> "the owner's address is not valid any more: give it back, then ask again";
            case (int) TAKEN -> "leased to another owner";
            case (int) COOLING -> "cooling down";
            case (int) UNAVAILABLE -> "held, closed, not valid or not there";
            case (int) HOLDS_ANOTHER -> "the owner holds another address";
            default -> "unknown refusal " + handle;
        };
    }
}
