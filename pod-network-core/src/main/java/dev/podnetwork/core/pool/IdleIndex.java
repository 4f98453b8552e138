package dev.podnetwork.core.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Finds an idle slot without looking at all of them: one bit per group that may have one, and in each group one bit per
 * slot. Of up to 64 groups the preferred one is chosen; beyond that, the preferred one of the first 64 that have any.
 *
 * <p>A set bit is a hint that the slot's state confirms or not; a missing bit of an idle slot lasts only until the thread
 * that made it idle has set it. So whoever makes a slot available sets its bit afterwards, and whoever wants a slot clears
 * its bit first.
 *
 * <p>There is one for each stripe, with the number of leases by block that this stripe has taken: the order among blocks
 * looks at nothing that another stripe writes all the time.
 */
final class IdleIndex {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int FAR_FROM_NEIGHBOURS = 16;

    private final Groups groups;
    private final PackingOrder order;
    private final long[] words;
    private final int summaries;
    private final int bits;
    private final int leases;

    IdleIndex(Groups groups, PackingOrder order) {
        this.groups = groups;
        this.order = order;
        this.summaries = (groups.count() + Long.SIZE - 1) / Long.SIZE;
        this.bits = FAR_FROM_NEIGHBOURS + summaries;
        this.leases = bits + groups.count();
        this.words = new long[leases + groups.count() + FAR_FROM_NEIGHBOURS];
    }

    /** Call after the slot has become available, never before. */
    void announce(int slot) {
        int group = slot / Slots.PER_GROUP;
        if ((long) WORD.getAndBitwiseOr(words, bits + group, 1L << slot % Slots.PER_GROUP) == 0) {
            mark(group);
        }
    }

    /** A slot to try, taken out of the index, or -1. The slot's state says whether it is really idle. */
    int take() {
        for (int i = 0; i < summaries; i++) {
            for (long word = summary(i); word != 0; word = summary(i)) {
                int group = preferred(i * Long.SIZE, word);
                int bit = takeBit(group);
                if (read(bits + group) == 0) {
                    unmark(group);
                }
                if (bit >= 0) {
                    return group * Slots.PER_GROUP + bit;
                }
            }
        }
        return -1;
    }

    /** Clears the lowest bit of a group and answers its number, or -1 when there is none. */
    private int takeBit(int group) {
        for (long word = read(bits + group); word != 0; word = read(bits + group)) {
            long bit = Long.lowestOneBit(word);
            if (WORD.compareAndSet(words, bits + group, word, word & ~bit)) {
                return Long.numberOfTrailingZeros(bit);
            }
        }
        return -1;
    }

    private int preferred(int first, long word) {
        long rest = word;
        int best = first + Long.numberOfTrailingZeros(rest);
        for (rest &= rest - 1; rest != 0; rest &= rest - 1) {
            int next = first + Long.numberOfTrailingZeros(rest);
            best = better(next, best) ? next : best;
        }
        return best;
    }

    /** Whether {@link #take} would answer a slot of a block that is to be preferred to this group's. */
    boolean hasBetterThan(int group) {
        for (int i = 0; i < summaries; i++) {
            long rest = summary(i);
            if (rest != 0) {
                boolean better = false;
                for (; rest != 0 && !better; rest &= rest - 1) {
                    better = better(i * Long.SIZE + Long.numberOfTrailingZeros(rest), group);
                }
                return better;
            }
        }
        return false;
    }

    /** A group that was retired a moment ago has no block: it is drained first, so that its leftover hints go. */
    private boolean better(int next, int best) {
        int nextLeader = groups.leader(next);
        int bestLeader = groups.leader(best);
        if (nextLeader == bestLeader) {
            return false;
        }
        int bestSize = groups.sizeOfBlock(best);
        int nextSize = groups.sizeOfBlock(next);
        if (bestSize < 0 || nextSize < 0) {
            return bestSize >= 0;
        }
        return order.better(words[leases + nextLeader], nextSize, words[leases + bestLeader], bestSize);
    }

    /**
     * Counts leases of a group's block that this stripe takes or that come back. Not atomic: where two threads share a stripe
     * a count may get lost, until {@link #recount}.
     */
    void count(int group, int change) {
        int at = leases + groups.leader(group);
        WORD.setOpaque(words, at, (long) WORD.getOpaque(words, at) + change);
    }

    /** Says how many leases of a group's block this stripe has. */
    void recount(int group, long exact) {
        WORD.setOpaque(words, leases + groups.leader(group), exact);
    }

    private long summary(int at) {
        return read(FAR_FROM_NEIGHBOURS + at);
    }

    private long read(int at) {
        return (long) WORD.getVolatile(words, at);
    }

    private void mark(int group) {
        WORD.getAndBitwiseOr(words, FAR_FROM_NEIGHBOURS + group / Long.SIZE, 1L << group % Long.SIZE);
    }

    /** A slot may be announced between the look and the change: the second look catches it. */
    private void unmark(int group) {
        WORD.getAndBitwiseAnd(words, FAR_FROM_NEIGHBOURS + group / Long.SIZE, ~(1L << group % Long.SIZE));
        if (read(bits + group) != 0) {
            mark(group);
        }
    }
}
