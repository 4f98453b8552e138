package dev.podnetwork.core.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** When the addresses that were given back come back to use: ticks, the next one first. One cooldown keeps them in order. */
final class CoolingEnds {
    private final Deque<Long> ends = new ArrayDeque<>();
    private long wakeAt = Long.MIN_VALUE;

    void add(long end) {
        ends.add(end);
    }

    /** Forgets what is over. */
    void forget(long now) {
        while (!ends.isEmpty() && ends.peek() - now <= 0) {
            ends.remove();
        }
    }

    /** The next end, null when nothing cools. */
    @Nullable
    Long next() {
        return ends.peek();
    }

    /** The next address that comes back by itself is not to lie there unnoticed: sets an alarm, unless one is set in time. */
    void wake(long now, LongConsumer alarmIn) {
        forget(now);
        Long next = ends.peek();
        if (next != null && (wakeAt - now <= 0 || wakeAt - next > 0)) {
            wakeAt = next;
            alarmIn.accept(next - now);
        }
    }
}
