package dev.podnetwork.core.runtime;

import dev.podnetwork.spi.Env;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One wake-up per mailbox, all on one timer of the environment: the last that was set counts. One that is put off stays in the
 * queue at its old time and is put back when that comes, so that a mailbox that puts it off at every step has one entry.
 */
final class Alarms<M extends Alarms.Sleeper> {
    private final Env env;
    private final EventLoop loop;
    private final Consumer<M> wake;
    private final AlarmQueue<M> queue = new AlarmQueue<>();
    private long armedFor = Long.MAX_VALUE;

    /** Something that can be woken. */
    abstract static class Sleeper {
        long wakeAt = Long.MAX_VALUE;

        /** The time of its entry in the queue that counts; {@link Long#MAX_VALUE} without one. */
        private long queuedAt = Long.MAX_VALUE;
    }

    Alarms(Env env, EventLoop loop, Consumer<M> wake) {
        this.env = env;
        this.loop = loop;
        this.wake = wake;
    }

    /** Wakes this one at that tick and not before; {@link Long#MAX_VALUE} for never. */
    void set(M who, long at) {
        who.wakeAt = at;
        enqueue(who);
        arm();
    }

    private void enqueue(M who) {
        Sleeper sleeper = who;
        if (sleeper.wakeAt < sleeper.queuedAt) {
            sleeper.queuedAt = sleeper.wakeAt;
            queue.add(sleeper.wakeAt, who);
        }
    }

    /** Forgets all alarms. */
    void clear() {
        queue.clear();
    }

    private void arm() {
        long first = queue.firstAt();
        if (first < armedFor) {
            armedFor = first;
            loop.postAfter(Math.max(first - env.ticks(), 0), this::ring);
        }
    }

    private void ring() {
        long now = env.ticks();
        if (armedFor <= now) {
            armedFor = Long.MAX_VALUE;
        }
        List<M> due = new ArrayList<>();
        while (!queue.isEmpty() && queue.firstAt() <= now) {
            long at = queue.firstAt();
            M who = queue.remove();
            Sleeper sleeper = who;
            if (sleeper.queuedAt == at) {
                sleeper.queuedAt = Long.MAX_VALUE;
                if (sleeper.wakeAt <= now) {
                    sleeper.wakeAt = Long.MAX_VALUE;
                    due.add(who);
                } else {
                    enqueue(who);
                }
            }
        }
        due.forEach(wake);
        arm();
    }
}
