package dev.podnetwork.bench.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/** Contestants by name. */
final class Contestants {
    private Contestants() {}

    static Contestant of(String name, int addresses, long cooldown) {
        return switch (name) {
            case "LockFreeAddressPool" -> new PoolContestant(addresses, cooldown);
            case "MpmcAtomicArrayQueue" -> new QueueContestant(new MpmcAtomicArrayQueue<>(addresses), addresses);
            case "ConcurrentLinkedQueue" -> new QueueContestant(new ConcurrentLinkedQueue<>(), addresses);
            default -> throw new IllegalArgumentException("no contestant is called " + name);
        };
    }
}
