package dev.podnetwork.core.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Leases given back, first in, first out, each with the time from which its slot may be used again. Bounded, lock-free for
 * many threads on both ends (after D. Vyukov's bounded queue); an entry leaves only when its time has come. A later entry
 * with an earlier time waits for those before it: late, never early.
 */
final class CooldownQueue {
    private static final int STRIDE = 4;
    private static final int HANDLE = 1;
    private static final int TIME = 2;
    private static final int PADDING = 16;

    private final AtomicLongArray cells;
    private final int mask;
    private final AtomicLongArray ends = new AtomicLongArray(3 * PADDING);
    private static final int HEAD = PADDING;
    private static final int TAIL = 2 * PADDING;

    CooldownQueue(int atLeast) {
        int capacity = Integer.highestOneBit(Math.max(atLeast, 2) * 2 - 1);
        cells = new AtomicLongArray(capacity * STRIDE);
        mask = capacity - 1;
        for (int i = 0; i < capacity; i++) {
            cells.setPlain(i * STRIDE, i);
        }
    }

    /** Answers false when the queue is full. */
    boolean offer(long handle, long reusableAt) {
        while (true) {
            long tail = ends.get(TAIL);
            int cell = cellOf(tail);
            long turn = cells.get(cell) - tail;
            if (turn < 0) {
                return false;
            }
            if (turn == 0 && ends.compareAndSet(TAIL, tail, tail + 1)) {
                cells.setPlain(cell + HANDLE, handle);
                cells.setPlain(cell + TIME, reusableAt);
                cells.setRelease(cell, tail + 1);
                return true;
            }
        }
    }

    /** The first lease whose time has come, or {@link LeaseHandle#NONE}. */
    long poll(long now) {
        while (true) {
            long head = ends.get(HEAD);
            int cell = cellOf(head);
            if (!isOver(cell, head, now)) {
                if (ends.get(HEAD) == head) {
                    return LeaseHandle.NONE;
                }
                continue;
            }
            // Nobody writes the cell before the head has passed it.
            long handle = cells.getPlain(cell + HANDLE);
            if (ends.compareAndSet(HEAD, head, head + 1)) {
                cells.setRelease(cell, head + mask + 1);
                return handle;
            }
        }
    }

    /** The lease, old or living, in the first place: a guess at what {@link #poll} answers next. */
    long first() {
        return cells.getOpaque(cellOf(ends.get(HEAD)) + HANDLE);
    }

    /** Whether {@link #poll} would answer a lease now. */
    boolean isDue(long now) {
        long head = ends.get(HEAD);
        return isOver(cellOf(head), head, now);
    }

    private boolean isOver(int cell, long head, long now) {
        return cells.get(cell) == head + 1 && cells.getPlain(cell + TIME) - now <= 0;
    }

    private int cellOf(long position) {
        return ((int) position & mask) * STRIDE;
    }
}
