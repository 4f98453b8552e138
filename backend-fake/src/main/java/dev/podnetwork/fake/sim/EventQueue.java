package dev.podnetwork.fake.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events in the order of (time, order of arrival): a four-way heap of plain numbers, whose four children share a cache
 * line, and a plain queue for what is to happen now. What arrives for now is younger than everything the heap holds for
 * now, so the order stays exact. Events themselves never move: the heap moves the number of their slot.
 */
final class EventQueue {
    /** Time and order of arrival of entry i at 2i and 2i + 1. */
    private long[] keys = new long[2048];

    private int[] slots = new int[1024];
    private @Nullable SimEvent[] events = new @Nullable SimEvent[1024];
    private int[] freeSlots = new int[1024];
    private int free;
    private int usedSlots;
    private int size;
    private long arrived;
    private final ArrayDeque<SimEvent> soon = new ArrayDeque<>();

    int size() {
        return size + soon.size();
    }

    /** Adds an event; {@code now} is the time of the event that was taken last. */
    void add(long now, long time, SimEvent event) {
        if (time <= now) {
            soon.add(event);
            return;
        }
        if (size == slots.length) {
            grow();
        }
        int slot = free > 0 ? freeSlots[--free] : usedSlots++;
        events[slot] = event;
        siftUp(size++, time, arrived++, slot);
    }

    /** The time of the next event, {@code now} when one is due, {@link Long#MAX_VALUE} when there is none. */
    long nextTime(long now) {
        if (!soon.isEmpty()) {
            return now;
        }
        return size == 0 ? Long.MAX_VALUE : keys[0];
    }

    /** Takes the next event, null when there is none. The caller has asked for its {@link #nextTime} before. */
    @Nullable
    SimEvent take(long now) {
        if (size > 0 && (keys[0] <= now || soon.isEmpty())) {
            return takeTop();
        }
        return soon.poll();
    }

    private @Nullable SimEvent takeTop() {
        SimEvent top = giveBack(slots[0]);
        int last = --size;
        if (last > 0) {
            siftDown(keys[2 * last], keys[2 * last + 1], slots[last]);
        }
        return top;
    }

    private @Nullable SimEvent giveBack(int slot) {
        SimEvent event = events[slot];
        events[slot] = null;
        freeSlots[free++] = slot;
        return event;
    }

    /** Drops every event that would do nothing. */
    void compact() {
        int before = size;
        size = 0;
        for (int i = 0; i < before; i++) {
            SimEvent event = events[slots[i]];
            if (event == null || event.idle()) {
                giveBack(slots[i]);
            } else {
                siftUp(size++, keys[2 * i], keys[2 * i + 1], slots[i]);
            }
        }
    }

    private void grow() {
        int capacity = slots.length * 2;
        keys = Arrays.copyOf(keys, capacity * 2);
        slots = Arrays.copyOf(slots, capacity);
        events = Arrays.copyOf(events, capacity);
        freeSlots = Arrays.copyOf(freeSlots, capacity);
    }

    private void siftUp(int from, long time, long order, int slot) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 2;
            if (!before(time, order, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, time, order, slot);
    }

    private void siftDown(long time, long order, int slot) {
        int at = 0;
        int child = 1;
        while (child < size) {
            int least = child;
            int end = Math.min(child + 4, size);
            for (int i = child + 1; i < end; i++) {
                if (before(keys[2 * i], keys[2 * i + 1], least)) {
                    least = i;
                }
            }
            if (before(time, order, least)) {
                break;
            }
            move(least, at);
            at = least;
            child = (at << 2) + 1;
        }
        set(at, time, order, slot);
    }

    private boolean before(long time, long order, int other) {
        long otherTime = keys[2 * other];
        return time < otherTime || (time == otherTime && order < keys[2 * other + 1]);
    }

    private void move(int from, int to) {
        keys[2 * to] = keys[2 * from];
        keys[2 * to + 1] = keys[2 * from + 1];
        slots[to] = slots[from];
    }

    private void set(int at, long time, long order, int slot) {
        keys[2 * at] = time;
        keys[2 * at + 1] = order;
        slots[at] = slot;
    }
}
