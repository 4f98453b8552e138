package dev.podnetwork.fake.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events in the order of (time, order of arrival): a four-way heap on plain arrays, and a plain queue for what is to
 * happen now. What arrives for now is younger than everything the heap holds for now, so the order stays exact.
 */
final class EventQueue {
    private long[] times = new long[1024];
    private long[] order = new long[1024];
    private SimEvent[] events = new SimEvent[1024];
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
        if (size == times.length) {
            grow();
        }
        siftUp(size++, time, arrived++, event);
    }

    /** The time of the next event, {@code now} when one is due, {@link Long#MAX_VALUE} when there is none. */
    long nextTime(long now) {
        if (!soon.isEmpty()) {
            return now;
        }
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    /** Takes the next event, null when there is none. The caller has asked for its {@link #nextTime} before. */
    @Nullable SimEvent take(long now) {
        if (size > 0 && (times[0] <= now || soon.isEmpty())) {
            return takeTop();
        }
        return soon.poll();
    }

    private SimEvent takeTop() {
        SimEvent top = events[0];
        int last = --size;
        long time = times[last];
        long rank = order[last];
        SimEvent moved = events[last];
        clear(last);
        if (last > 0) {
            siftDown(time, rank, moved);
        }
        return top;
    }

    /** Drops every event that would do nothing. */
    void compact() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!events[i].idle()) {
                times[kept] = times[i];
                order[kept] = order[i];
                events[kept++] = events[i];
            }
        }
        int before = size;
        size = 0;
        for (int i = 0; i < kept; i++) {
            siftUp(size++, times[i], order[i], events[i]);
        }
        for (int i = kept; i < before; i++) {
            clear(i);
        }
    }

    @SuppressWarnings("NullAway") // a slot beyond the size holds nothing
    private void clear(int at) {
        events[at] = null;
    }

    private void grow() {
        int capacity = times.length * 2;
        times = Arrays.copyOf(times, capacity);
        order = Arrays.copyOf(order, capacity);
        events = Arrays.copyOf(events, capacity);
    }

    private void siftUp(int from, long time, long rank, SimEvent event) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 2;
            if (!before(time, rank, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        set(at, time, rank, event);
    }

    private void siftDown(long time, long rank, SimEvent event) {
        int at = 0;
        int child = 1;
        while (child < size) {
            int least = child;
            int end = Math.min(child + 4, size);
            for (int i = child + 1; i < end; i++) {
                if (before(times[i], order[i], least)) {
                    least = i;
                }
            }
            if (before(time, rank, least)) {
                break;
            }
            move(least, at);
            at = least;
            child = (at << 2) + 1;
        }
        set(at, time, rank, event);
    }

    private boolean before(long time, long rank, int other) {
        return time < times[other] || (time == times[other] && rank < order[other]);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        order[to] = order[from];
        events[to] = events[from];
    }

    private void set(int at, long time, long rank, SimEvent event) {
        times[at] = time;
        order[at] = rank;
        events[at] = event;
    }
}
