package dev.podnetwork.core.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Up to 64 slots and one word that says where an idle one may be. A set bit is a hint that {@link Slot#state} confirms or
 * not; a missing bit of an idle slot lasts only until the thread that made it idle has set it. So whoever makes a slot
 * available sets its bit afterwards, and whoever wants a slot clears its bit first.
 */
final class Group {
    static final int SLOTS = 64;

    private static final VarHandle IDLE;

    static {
        try {
            IDLE = MethodHandles.lookup().findVarHandle(Group.class, "idle", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final int index;
    private volatile long idle;
    private volatile @Nullable Block block;
    private int position;

    Group(int index) {
        this.index = index;
    }

    @Nullable
    Block block() {
        return block;
    }

    /** The offset in its block of a slot of this group. */
    int offsetOf(Slot slot) {
        return position * SLOTS + slot.index % SLOTS;
    }

    void serve(Block newBlock, int newPosition) {
        position = newPosition;
        block = newBlock;
    }

    void rest() {
        block = null;
    }

    boolean isEmpty() {
        return idle == 0;
    }

    /** Answers whether the word was empty. */
    boolean setBit(int bit) {
        return (long) IDLE.getAndBitwiseOr(this, 1L << bit) == 0;
    }

    /** Clears the lowest bit and answers its number, or -1 when there is none. */
    int takeBit() {
        for (long word = idle; word != 0; word = idle) {
            long bit = Long.lowestOneBit(word);
            if (IDLE.compareAndSet(this, word, word & ~bit)) {
                return Long.numberOfTrailingZeros(bit);
            }
        }
        return -1;
    }
}
