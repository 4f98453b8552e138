package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The words of all slots; a slot is one address, or one pair. Where several threads lease a few thousand of them, a slot has
 * five words of sixteen: wherever an array lies, slots share no cache line, neither with each other nor with the length of
 * the array, which every access reads. Where one thread leases them, or where they are so many that the wait for memory is
 * what costs, a slot has four words of four. Owner and memo are written in the first half of CLAIMED or RETURNING by the
 * thread it belongs to, and are true for a reader who finds the same state before and after.
 *
 * <p>Owners are kept in one array per stripe, with room around it: the collector notes a changed reference in a table in
 * which one cache line stands for 32 KiB of memory, and two threads that write to the same 32 KiB would contend for it.
 */
final class Slots {
    /** Slots of one group. */
    static final int PER_GROUP = 64;

    private static final int GROUP_SHIFT = 6;
    private static final int MOST_IN_CACHE = 4_096;
    private static final int APART = 16;
    private static final int CLOSE = 4;
    private static final int FAR_FROM_LENGTH = 16;
    private static final int STATE = 0;
    /** Twice the generation when its lease is settled, one more when its return is. */
    private static final int SETTLED = 1;

    private static final int NEXT = 2;
    /** While it is leased the hash of its owner and the stripe that leased it, while it cools down the end of that. */
    private static final int MEMO = 3;

    /** The head of its bucket when it was linked; only in a pool whose slots lie apart. */
    private static final int HEAD = 4;

    private static final long HASH = 0xFFFF_FFFFL;
    private static final int ROOM = 16_384;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(LeaseOwner[].class);

    private final long[] @Nullable [] words;
    private final @Nullable LeaseOwner[][] owners;
    private final int room;
    private final boolean apart;
    private final int stride;

    Slots(int groups, int stripes) {
        words = new long[groups][];
        apart = stripes > 1 && groups * PER_GROUP <= MOST_IN_CACHE;
        stride = apart ? APART : CLOSE;
        room = stripes == 1 ? 0 : ROOM;
        owners = new LeaseOwner[stripes][];
        for (int i = 0; i < stripes; i++) {
            owners[i] = new LeaseOwner[groups * PER_GROUP + 2 * room];
        }
    }

    /** How many there may be. */
    int size() {
        return words.length * PER_GROUP;
    }

    /** Whether each has cache lines for itself. */
    boolean areApart() {
        return apart;
    }

    /** Whether there are so many that most of them are in no cache near by. */
    boolean areMany() {
        return size() > MOST_IN_CACHE;
    }

    /** Makes the slots of a group, vacant, unless they are there; before anybody may look for them. */
    void make(int group) {
        if (words[group] == null) {
            words[group] = new long[FAR_FROM_LENGTH + PER_GROUP * stride];
        }
    }

    /** Whether the group of a slot ever served. */
    boolean isMade(int slot) {
        return words[slot >>> GROUP_SHIFT] != null;
    }

    private long read(int slot, int word) {
        return (long) WORD.getVolatile(words[slot >>> GROUP_SHIFT], at(slot, word));
    }

    private long readAcquire(int slot, int word) {
        return (long) WORD.getAcquire(words[slot >>> GROUP_SHIFT], at(slot, word));
    }

    private void writeRelease(int slot, int word, long value) {
        WORD.setRelease(words[slot >>> GROUP_SHIFT], at(slot, word), value);
    }

    private boolean change(int slot, int word, long from, long to) {
        return WORD.compareAndSet(words[slot >>> GROUP_SHIFT], at(slot, word), from, to);
    }

    /** A product: a shift by a distance that is not a constant takes longer. */
    private int at(int slot, int word) {
        return FAR_FROM_LENGTH + (slot & PER_GROUP - 1) * stride + word;
    }

    long state(int slot) {
        return read(slot, STATE);
    }

    boolean change(int slot, long from, long to) {
        return change(slot, STATE, from, to);
    }

    /** The second half of CLAIMED: somebody has it. */
    boolean isLeased(int slot, long readState) {
        return SlotState.phase(readState) == SlotState.CLAIMED
                && readAcquire(slot, SETTLED) == 2 * SlotState.generation(readState);
    }

    /** The second half of RETURNING: nobody has it, and {@link #reusableAt} is true. */
    boolean isCooling(int slot, long readState) {
        return SlotState.phase(readState) == SlotState.RETURNING
                && readAcquire(slot, SETTLED) == 2 * SlotState.generation(readState) + 1;
    }

    /** In the first half of CLAIMED or RETURNING: a thread is at work on it. */
    boolean isUndecided(int slot, long readState) {
        long phase = SlotState.phase(readState);
        return phase == SlotState.CLAIMED && !isLeased(slot, readState)
                || phase == SlotState.RETURNING && !isCooling(slot, readState);
    }

    /** Idle at this time: free, or at the end of its cooldown. */
    boolean isAvailable(int slot, long readState, long now) {
        return SlotState.isFree(readState)
                || SlotState.isClear(readState) && isCooling(slot, readState) && reusableAt(slot) - now <= 0;
    }

    /** The thread that claimed the slot has linked it to its owner. */
    void settleLease(int slot, long generation) {
        writeRelease(slot, SETTLED, 2 * generation);
    }

    /** The thread that returns the slot has unlinked it; everything it wrote is visible to who sees this. */
    void settleReturn(int slot, long generation) {
        writeRelease(slot, SETTLED, 2 * generation + 1);
    }

    /** The link to the next slot of its bucket; only {@link OwnerTable} knows what is in it. */
    long next(int slot) {
        return read(slot, NEXT);
    }

    /** Before the slot is linked: the compare-and-set of the bucket publishes it. */
    void nextBeforeLink(int slot, long link) {
        writeRelease(slot, NEXT, link);
    }

    /** The head of its bucket that it became; for the thread in whose hands the slot is, and only where slots lie apart. */
    long headAtLink(int slot) {
        return readAcquire(slot, HEAD);
    }

    void headAtLink(int slot, long head) {
        writeRelease(slot, HEAD, head);
    }

    boolean changeNext(int slot, long from, long to) {
        return change(slot, NEXT, from, to);
    }

    /** Before the slot is linked. The owner stays where it is when the lease ends: nobody asks for it then. */
    void lease(int slot, LeaseOwner owner, int hash, int stripe) {
        OWNER.setRelease(owners[stripe], room + slot, owner);
        writeRelease(slot, MEMO, (long) stripe << Integer.SIZE | hash & HASH);
    }

    /** Acquiring reads, so that a check of the state or of a link that follows in the program follows in fact. */
    boolean isOwner(int slot, LeaseOwner owner, int hash) {
        long memo = readAcquire(slot, MEMO);
        return (int) memo == hash && owner.equals(OWNER.getAcquire(owners[stripeIn(memo)], room + slot));
    }

    @Nullable
    LeaseOwner owner(int slot) {
        return (LeaseOwner) OWNER.getAcquire(owners[stripeOf(slot)], room + slot);
    }

    /** The hash of its owner, for the thread in whose hands the slot is. */
    int ownerHash(int slot) {
        return (int) readAcquire(slot, MEMO);
    }

    /** The stripe that leased it, for the thread in whose hands the slot is. */
    int stripeOf(int slot) {
        return stripeIn(readAcquire(slot, MEMO));
    }

    /** Anything may stand there when the slot has gone on meanwhile. */
    private int stripeIn(long memo) {
        return (int) (memo >>> Integer.SIZE) & owners.length - 1;
    }

    long reusableAt(int slot) {
        return readAcquire(slot, MEMO);
    }

    void reusableAt(int slot, long ticks) {
        writeRelease(slot, MEMO, ticks);
    }
}
