package dev.podnetwork.k8s.controller;

import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work by key: a key that is added while it waits is worked once, one that is added while it is worked is worked again
 * afterwards, and no key is worked twice at the same time. Work says itself when it wants to look again; work that breaks is
 * tried again later and later, up to 30 s. Thread-safe.
 *
 * @param <K> the key
 */
final class KeyedQueue<K> {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedQueue.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 30 * SECOND;

    private final Env env;
    private final Executor serial;
    private final Function<K, CompletionStage<Optional<Duration>>> work;
    private final Map<K, Slot> slots = new LinkedHashMap<>();
    private boolean closed;

    private static final class Slot {
        private boolean queued;
        private boolean working;
        private int failures;
        private Env.@Nullable Timer timer;
    }

    /** Work completes with when to look again, empty for not before the key is added again. */
    KeyedQueue(Env env, Function<K, CompletionStage<Optional<Duration>>> work) {
        this.env = env;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.work = work;
    }

    void add(K key) {
        serial.execute(() -> enqueue(key));
    }

    void close() {
        serial.execute(() -> {
            closed = true;
            slots.values().forEach(KeyedQueue::cancel);
            slots.clear();
        });
    }

    private void enqueue(K key) {
        Slot slot = slots.computeIfAbsent(key, k -> new Slot());
        cancel(slot);
        if (closed || slot.queued) {
            return;
        }
        slot.queued = true;
        if (!slot.working) {
            serial.execute(() -> run(key, slot));
        }
    }

    private static void cancel(Slot slot) {
        if (slot.timer != null) {
            slot.timer.cancel();
            slot.timer = null;
        }
    }

    private void run(K key, Slot slot) {
        if (closed || slot.working) {
            return;
        }
        slot.queued = false;
        slot.working = true;
        CompletionStage<Optional<Duration>> stage;
        try {
            stage = work.apply(key);
        } catch (RuntimeException broken) {
            stage = CompletableFuture.failedFuture(broken);
        }
        CompletionStage<Void> unused = stage.handle((again, broken) -> {
            serial.execute(() -> done(key, slot, again, broken));
            return null;
        });
    }

    private void done(K key, Slot slot, @Nullable Optional<Duration> again, @Nullable Throwable broken) {
        slot.working = false;
        Optional<Duration> next = again != null ? again : Optional.empty();
        if (broken != null) {
            LOG.error("work on {} broke and is tried again", key, broken);
            next = Optional.of(Duration.ofNanos(Math.min(SECOND << Math.min(slot.failures++, 5), LONGEST)));
        } else {
            slot.failures = 0;
        }
        if (slot.queued) {
            serial.execute(() -> run(key, slot));
        } else if (next.isPresent() && !closed) {
            slot.timer = env.schedule(next.get().toNanos(), () -> add(key));
        } else {
            slots.remove(key, slot);
        }
    }
}
