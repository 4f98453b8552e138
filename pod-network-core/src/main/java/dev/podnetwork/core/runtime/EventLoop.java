package dev.podnetwork.core.runtime;

import dev.podnetwork.spi.Env;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where the core's state is touched: tasks run one after another, in the order they were posted, on whatever
 * thread the {@link Env} lends. Any thread may {@link #post}; nothing ever blocks or locks.
 */
public final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int BATCH = 512;

    private final Env env;
    private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(1024);
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile boolean closed;

    /** A loop on the threads of this environment. */
    public EventLoop(Env env) {
        this.env = env;
    }

    /** Runs a task on the loop, soon. */
    public void post(Runnable task) {
        if (closed) {
            return;
        }
        tasks.add(task);
        if (draining.compareAndSet(false, true)) {
            env.execute(this::drain);
        }
    }

    /**
     * Runs a task on the loop: inside this call when nobody else is on the loop and nothing waits, else soon. For short
     * questions that a caller should not pay a change of threads for.
     */
    public void runOrPost(Runnable task) {
        if (closed || !tasks.isEmpty() || !draining.compareAndSet(false, true)) {
            post(task);
            return;
        }
        try {
            run(task);
        } finally {
            draining.set(false);
            again();
        }
    }

    /** Runs a task on the loop after a while. */
    public Env.Timer postAfter(long nanos, Runnable task) {
        return env.schedule(nanos, () -> post(task));
    }

    /** Takes no more tasks and drops those that wait. */
    public void close() {
        closed = true;
        tasks.clear();
    }

    private void drain() {
        try {
            for (int i = 0; i < BATCH; i++) {
                Runnable task = tasks.poll();
                if (task == null) {
                    break;
                }
                run(task);
            }
        } finally {
            // Also after an error that is no exception: the tasks of the other keys go on.
            draining.set(false);
            again();
        }
    }

    private void again() {
        if (!tasks.isEmpty() && draining.compareAndSet(false, true)) {
            env.execute(this::drain);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A task of the event loop failed; the others go on", e);
        }
    }
}
