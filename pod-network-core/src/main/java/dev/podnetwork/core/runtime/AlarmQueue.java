package dev.podnetwork.core.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of (time, order of arrival): a four-way heap of plain numbers, so that a million entries are no
 * objects and the four children of one share a cache line or two. Not thread-safe.
 */
final class AlarmQueue<M> {
    private static final int FIRST = 64;

    /** Time and order of arrival of entry i at 2i and 2i + 1. */
    private long[] keys = new long[2 * FIRST];

    private @Nullable Object[] sleepers = new @Nullable Object[FIRST];
    private int size;
    private long arrived;

    boolean isEmpty() {
        return size == 0;
    }

    /** The time of the first entry; {@link Long#MAX_VALUE} without one. */
    long firstAt() {
        return size == 0 ? Long.MAX_VALUE : keys[0];
    }

    void add(long at, M who) {
        if (size == sleepers.length) {
            keys = Arrays.copyOf(keys, 4 * size);
            sleepers = Arrays.copyOf(sleepers, 2 * size);
        }
        long order = arrived++;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 2;
            if (!isBefore(at, order, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        set(hole, at, order, who);
    }

    /** Takes the first entry; there is one. */
    @SuppressWarnings("unchecked")
    M remove() {
        Object first = sleepers[0];
        if (first == null) {
            throw new IllegalStateException("the queue is empty: ask isEmpty first");
        }
        int last = --size;
        long at = keys[2 * last];
        long order = keys[2 * last + 1];
        Object who = sleepers[last];
        sleepers[last] = null;
        if (last > 0) {
            sink(at, order, who);
        }
        return (M) first;
    }

    private void sink(long at, long order, @Nullable Object who) {
        int hole = 0;
        for (int child = 1; child < size; child = 4 * hole + 1) {
            int least = child;
            for (int other = child + 1; other < Math.min(child + 4, size); other++) {
                if (isBefore(keys[2 * other], keys[2 * other + 1], least)) {
                    least = other;
                }
            }
            if (!isBefore(keys[2 * least], keys[2 * least + 1], at, order)) {
                break;
            }
            move(least, hole);
            hole = least;
        }
        set(hole, at, order, who);
    }

    void clear() {
        Arrays.fill(sleepers, 0, size, null);
        size = 0;
    }

    private boolean isBefore(long at, long order, int other) {
        return isBefore(at, order, keys[2 * other], keys[2 * other + 1]);
    }

    private static boolean isBefore(long at, long order, long otherAt, long otherOrder) {
        return at != otherAt ? at < otherAt : order < otherOrder;
    }

    private void move(int from, int to) {
        set(to, keys[2 * from], keys[2 * from + 1], sleepers[from]);
    }

    private void set(int index, long at, long order, @Nullable Object who) {
        keys[2 * index] = at;
        keys[2 * index + 1] = order;
        sleepers[index] = who;
    }
}
