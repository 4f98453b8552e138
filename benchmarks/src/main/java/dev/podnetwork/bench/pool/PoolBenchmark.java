package dev.podnetwork.bench.pool;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseOwner;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One pair: a lease for a random new owner and the return of a random lease of the same thread. The virtual clock, shared
 * by the threads, advances by cooldown ÷ idle per pair, so that as many cooldowns end as begin. A thread adds its own pairs
 * to the clock at once where few addresses are idle, every few pairs otherwise: a real clock is read, not written.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PoolBenchmark {
    static final long COOLDOWN = TimeUnit.SECONDS.toNanos(30);

    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Table {
        private static final int FAR_FROM_NEIGHBOURS = 16;

        /** Who competes. */
        @Param({
            "LockFreeAddressPool",
            "MpmcAtomicArrayQueue",
            "ConcurrentLinkedQueue",
            "ConcurrentBag",
            "commons-pool2",
            "stormpot",
            "harness alone",
            "one shared counter"
        })
        public String contestant = "LockFreeAddressPool";

        /** How many addresses there are. */
        @Param({"10", "210", "1000", "65536"})
        public int addresses = 210;

        /** Percent of them that are leased between pairs; at least one for each thread stays free. */
        @Param({"0", "50", "99"})
        public int used = 50;

        private final AtomicLongArray clock = new AtomicLongArray(2 * FAR_FROM_NEIGHBOURS);
        private Contestant chosen = Contestants.of("ConcurrentLinkedQueue", 1, 0);

        /** Builds the contestant. */
        @Setup
        public void setUp() {
            chosen = Contestants.of(contestant, addresses, COOLDOWN);
            clock.set(FAR_FROM_NEIGHBOURS, 0);
        }

        /** Ends it. */
        @TearDown
        public void tearDown() {
            chosen.close();
        }

        int heldByEach(int threads) {
            return Math.min(addresses * used / 100, addresses - threads) / threads;
        }

        int idle(int threads) {
            return addresses - heldByEach(threads) * threads;
        }

        long advance(long by) {
            return clock.addAndGet(FAR_FROM_NEIGHBOURS, by);
        }
    }

    /** One thread: what it holds, and owners it may bring. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Pod {
        private static final int SPARE = 1024;

        /** Pairs that found nothing free. */
        public long misses;

        private LeaseOwner[] owners = {};
        private int held;
        private long step;
        private int pairsPerAdvance;
        private int pairs;
        private long base;
        private long random;
        private Contestant.Hand hand = (place, owner, now) -> false;

        /** Fills the hand. */
        @Setup
        public void setUp(Table table, ThreadParams threads) {
            held = table.heldByEach(threads.getThreadCount());
            int idle = table.idle(threads.getThreadCount());
            step = (COOLDOWN + idle - 1) / idle;
            pairsPerAdvance = Math.max(1, Math.min(idle / 16, 16));
            Random seeded = new Random(threads.getThreadIndex());
            random = seeded.nextLong() | 1;
            owners = new LeaseOwner[held + SPARE];
            for (int i = 0; i < owners.length; i++) {
                UUID uid = new UUID(seeded.nextLong(), seeded.nextLong());
                owners[i] = LeaseOwner.of(PodUid.of(uid.toString()), "eth0");
            }
            LeaseOwner[] first = new LeaseOwner[held];
            System.arraycopy(owners, 0, first, 0, held);
            hand = table.chosen.hand(first);
        }

        private long now(Table table) {
            if (++pairs >= pairsPerAdvance) {
                base = table.advance(pairs * step);
                pairs = 0;
            }
            return base + pairs * step;
        }

        boolean pair(Table table) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            int next = held + (int) (random & SPARE - 1);
            int place = held == 0 ? -1 : (int) ((random >>> 32) * held >>> 32);
            LeaseOwner owner = owners[next];
            boolean done = hand.exchange(place, owner, now(table));
            if (!done) {
                misses++;
            } else if (place >= 0) {
                owners[next] = owners[place];
                owners[place] = owner;
            }
            return done;
        }
    }

    /** A lease and a return. */
    @Benchmark
    public boolean pair(Table table, Pod pod) {
        return pod.pair(table);
    }
}
