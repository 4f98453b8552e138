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
 * One pair: a lease for a random new owner and the return of a random lease of the same thread. The virtual clock advances by
 * cooldown ÷ idle per pair, so that as many cooldowns end as begin.
 *
 * <p>A real clock is read, not written, so the virtual one must not be what the threads contend for: each thread counts a
 * pair of its own and one of every other thread, as if all were equally quick, and sets its clock forward now and then to the
 * furthest. How many cooldown ÷ idle the clock went per pair of all threads is counted: 1 with one thread, more by what one
 * thread was quicker than the other. With {@code together} there is one clock to which every thread adds its pairs.
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
        private static final int MOST_THREADS = 64;

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

        /** What the clock is: {@code apart} or {@code together}. */
        @Param({"apart", "together"})
        public String clock = "apart";

        private final AtomicLongArray clocks = new AtomicLongArray((MOST_THREADS + 2) * FAR_FROM_NEIGHBOURS);
        private Contestant chosen = Contestants.of("ConcurrentLinkedQueue", 1, 0);

        /** Builds the contestant. */
        @Setup
        public void setUp() {
            chosen = Contestants.of(contestant, addresses, COOLDOWN);
            for (int i = 0; i < clocks.length(); i++) {
                clocks.set(i, 0);
            }
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

        /** Adds pairs to the one clock. */
        long advance(long pairs) {
            return clocks.addAndGet(FAR_FROM_NEIGHBOURS, pairs);
        }

        /** Shows what a thread's own clock says, and answers the furthest. */
        long furthest(int thread, int threads, long own) {
            clocks.setOpaque((thread + 1) * FAR_FROM_NEIGHBOURS, own);
            long furthest = own;
            for (int i = 1; i <= threads; i++) {
                furthest = Math.max(furthest, clocks.getOpaque(i * FAR_FROM_NEIGHBOURS));
            }
            return furthest;
        }
    }

    /** One thread: what it holds, and owners it may bring. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Pod {
        private static final int SPARE = 1024;
        private static final int PAIRS_PER_LOOK = 64;

        /** Pairs that found nothing free. */
        public long misses;

        /** Pairs by which the clock of this thread went on. */
        public long ticks;

        /** Pairs that were done. */
        public long done;

        private LeaseOwner[] owners = {};
        private int held;
        private int thread;
        private int threads;
        private boolean together;
        private long step;
        private int pairsPerLook;
        private int pairs;
        private long clock;
        private long random;
        private Contestant.Hand hand = (place, owner, now) -> false;

        /** Fills the hand. */
        @Setup
        public void setUp(Table table, ThreadParams params) {
            thread = params.getThreadIndex();
            threads = params.getThreadCount();
            held = table.heldByEach(threads);
            int idle = table.idle(threads);
            step = (COOLDOWN + idle - 1) / idle;
            together = table.clock.equals("together");
            pairsPerLook = together ? Math.max(1, Math.min(idle / 16, 16)) : PAIRS_PER_LOOK;
            Random seeded = new Random(thread);
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
            long before = clock;
            clock += together ? 1 : threads;
            if (++pairs >= pairsPerLook) {
                clock = together ? table.advance(pairs) : table.furthest(thread, threads, clock);
                pairs = 0;
            }
            ticks += clock - before;
            return clock * step;
        }

        boolean pair(Table table) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            int next = held + (int) (random & SPARE - 1);
            int place = held == 0 ? -1 : (int) ((random >>> 32) * held >>> 32);
            LeaseOwner owner = owners[next];
            boolean found = hand.exchange(place, owner, now(table));
            if (!found) {
                misses++;
                return false;
            }
            done++;
            if (place >= 0) {
                owners[next] = owners[place];
                owners[place] = owner;
            }
            return true;
        }
    }

    /** A lease and a return. */
    @Benchmark
    public boolean pair(Table table, Pod pod) {
        return pod.pair(table);
    }
}
