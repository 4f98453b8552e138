package dev.podnetwork.bench.pool;

import com.zaxxer.hikari.util.ConcurrentBag;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import stormpot.Pool;
import stormpot.Pooled;

/** Contestants by name. */
final class Contestants {
    private Contestants() {}

    static Contestant of(String name, int things, long cooldown) {
        return switch (name) {
            case "harness alone" -> first -> (place, owner, now) -> true;
            case "one shared counter" -> counter();
            case "LockFreeAddressPool" -> new PoolContestant(things, cooldown);
            case "MpmcAtomicArrayQueue" -> queue(new MpmcAtomicArrayQueue<>(things), things);
            case "ConcurrentLinkedQueue" -> queue(new ConcurrentLinkedQueue<>(), things);
            case "ConcurrentBag" -> bag(things);
            case "commons-pool2" -> commons(things);
            case "stormpot" -> stormpot(things);
            default -> throw new IllegalArgumentException("no contestant is called " + name);
        };
    }

    /** The least that anything costs which all threads must write: one atomic addition per pair. */
    private static Contestant counter() {
        AtomicLong shared = new AtomicLong();
        return first -> (place, owner, now) -> shared.incrementAndGet() > 0;
    }

    private static Contestant queue(Queue<Object> free, int things) {
        for (int i = 0; i < things; i++) {
            free.add(new Object());
        }
        return new ObjectContestant<>(free::poll, free::add, () -> {});
    }

    private static Contestant bag(int things) {
        ConcurrentBag<BagEntry> bag = new ConcurrentBag<>(waiting -> {});
        for (int i = 0; i < things; i++) {
            bag.add(new BagEntry());
        }
        return new ObjectContestant<BagEntry>(
                () -> {
                    try {
                        return bag.borrow(0, TimeUnit.NANOSECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("a benchmark was interrupted", e);
                    }
                },
                bag::requite,
                bag::close);
    }

    private static final class BagEntry extends AtomicInteger implements ConcurrentBag.IConcurrentBagEntry {
        private static final long serialVersionUID = 1;

        @Override
        public void setState(int newState) {
            set(newState);
        }

        @Override
        public int getState() {
            return get();
        }
    }

    private static Contestant commons(int things) {
        GenericObjectPoolConfig<Object> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(things);
        config.setMaxIdle(things);
        config.setBlockWhenExhausted(false);
        config.setJmxEnabled(false);
        GenericObjectPool<Object> pool = new GenericObjectPool<>(new AnyObject(), config);
        return new ObjectContestant<>(
                () -> {
                    try {
                        return pool.borrowObject();
                    } catch (Exception e) {
                        return null;
                    }
                },
                pool::returnObject,
                pool::close);
    }

    private static final class AnyObject extends BasePooledObjectFactory<Object> {
        @Override
        public Object create() {
            return new Object();
        }

        @Override
        public PooledObject<Object> wrap(Object thing) {
            return new DefaultPooledObject<>(thing);
        }
    }

    private static Contestant stormpot(int things) {
        Object[] objects = new Object[things];
        for (int i = 0; i < things; i++) {
            objects[i] = new Object();
        }
        Pool<Pooled<Object>> pool = Pool.of(objects);
        return new ObjectContestant<Pooled<Object>>(pool::tryClaim, Pooled::release, pool::shutdown);
    }
}
