package dev.podnetwork.core.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Finds an idle slot without looking at all of them: one bit per group that may have one, and in each group one bit per
 * slot. Of up to 64 groups the preferred one is chosen; beyond that, the preferred one of the first 64 that have any.
 */
final class IdleIndex {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final Group[] groups;
    private final PackingOrder order;
    private final long[] summary;

    IdleIndex(Group[] groups, PackingOrder order) {
        this.groups = groups;
        this.order = order;
        this.summary = new long[(groups.length + Long.SIZE - 1) / Long.SIZE];
    }

    /** Call after the slot has become available, never before. */
    void announce(Slot slot) {
        if (slot.group.setBit(slot.index % Group.SLOTS)) {
            mark(slot.group);
        }
    }

    boolean isEmpty() {
        for (int i = 0; i < summary.length; i++) {
            if (word(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A slot number to try, taken out of the index, or -1. The slot's state says whether it is really idle. */
    int take() {
        for (int i = 0; i < summary.length; i++) {
            for (long word = word(i); word != 0; word = word(i)) {
                Group group = preferred(i, word);
                int bit = group.takeBit();
                if (group.isEmpty()) {
                    unmark(group);
                }
                if (bit >= 0) {
                    return group.index * Group.SLOTS + bit;
                }
            }
        }
        return -1;
    }

    private Group preferred(int at, long word) {
        long rest = word;
        Group best = groups[at * Long.SIZE + Long.numberOfTrailingZeros(rest)];
        for (rest &= rest - 1; rest != 0; rest &= rest - 1) {
            Group next = groups[at * Long.SIZE + Long.numberOfTrailingZeros(rest)];
            best = better(next.block(), best.block()) ? next : best;
        }
        return best;
    }

    /** A group that was retired a moment ago has no block: it is drained first, so that its leftover hints go. */
    private boolean better(@Nullable Block next, @Nullable Block best) {
        return best != null && (next == null || next != best && order.better(next, best));
    }

    private long word(int at) {
        return (long) WORD.getVolatile(summary, at);
    }

    private void mark(Group group) {
        long bit = 1L << group.index % Long.SIZE;
        WORD.getAndBitwiseOr(summary, group.index / Long.SIZE, bit);
    }

    /** A slot may be announced between the look and the change: the second look catches it. */
    private void unmark(Group group) {
        long bit = 1L << group.index % Long.SIZE;
        WORD.getAndBitwiseAnd(summary, group.index / Long.SIZE, ~bit);
        if (!group.isEmpty()) {
            mark(group);
        }
    }
}
