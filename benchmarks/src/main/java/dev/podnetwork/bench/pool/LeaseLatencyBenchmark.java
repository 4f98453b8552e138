package dev.podnetwork.bench.pool;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The distribution of one lease for a random owner, half of the addresses used, one thread: each lease is timed by itself, one
 * reading of the clock included, and its return is not. Beside it that reading alone, and arithmetic of about the same length
 * that touches no memory: what of the distribution is the machine's.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LeaseLatencyBenchmark {
    private static final int STEPS_OF_ARITHMETIC = 150;

    /** A pool, and who leases from it. */
    @State(Scope.Thread)
    public static class Node {
        private static final int SPARE = 1024;

        /** How many addresses there are. */
        @Param({"10", "210", "1000", "65536"})
        public int addresses = 210;

        private LockFreeAddressPool pool = new PoolContestant(1, 0).pool();
        private LeaseOwner[] owners = {};
        private long[] held = {};
        private final Random random = new Random(1);
        private long step;
        private long now;

        /** Leases half of the addresses. */
        @Setup
        public void setUp() {
            pool = new PoolContestant(addresses, PoolBenchmark.COOLDOWN).pool();
            held = new long[addresses / 2];
            owners = new LeaseOwner[held.length + SPARE];
            for (int i = 0; i < owners.length; i++) {
                UUID uid = new UUID(random.nextLong(), random.nextLong());
                owners[i] = LeaseOwner.of(PodUid.of(uid.toString()), "eth0");
            }
            for (int i = 0; i < held.length; i++) {
                held[i] = pool.lease(owners[i], 0);
            }
            int idle = addresses - held.length;
            step = (PoolBenchmark.COOLDOWN + idle - 1) / idle;
        }

        /** One lease, timed, and one return, not timed; nanoseconds of the lease. */
        long pair() {
            int next = held.length + random.nextInt(SPARE);
            int place = random.nextInt(held.length);
            LeaseOwner owner = owners[next];
            now += step;
            long began = System.nanoTime();
            long lease = pool.lease(owner, now);
            long took = System.nanoTime() - began;
            boolean returned = pool.giveBack(held[place], now + PoolBenchmark.COOLDOWN);
            if (!returned || !LeaseHandle.isLease(lease)) {
                throw new IllegalStateException("one address is always free: " + LeaseHandle.describe(lease));
            }
            held[place] = lease;
            owners[next] = owners[place];
            owners[place] = owner;
            return took;
        }
    }

    /** How often what took how long, by nanoseconds, in one iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Times {
        private static final int MOST = 100_000;

        private final int[] counts = new int[MOST + 1];
        private long total;

        /** Begins anew. */
        @Setup(Level.Iteration)
        public void clear() {
            Arrays.fill(counts, 0);
            total = 0;
        }

        void add(long nanos) {
            counts[(int) Math.min(nanos, MOST)]++;
            total++;
        }

        /** Half took at most this. */
        public long p50() {
            return at(0.5);
        }

        /** 99 of 100 took at most this. */
        public long p99() {
            return at(0.99);
        }

        /** 999 of 1,000 took at most this. */
        public long p999() {
            return at(0.999);
        }

        private long at(double share) {
            long below = 0;
            int nanos = 0;
            while (nanos < MOST && below + counts[nanos] < share * total) {
                below += counts[nanos++];
            }
            return nanos;
        }
    }

    /** One lease. */
    @Benchmark
    public long lease(Node node, Times times) {
        long took = node.pair();
        times.add(took);
        return took;
    }

    /** Arithmetic in registers for a few hundred nanoseconds: how often the machine takes the processor away. */
    @Benchmark
    public long arithmetic(Times times) {
        long began = System.nanoTime();
        long bits = began | 1;
        for (int i = 0; i < STEPS_OF_ARITHMETIC; i++) {
            bits ^= bits << 13;
            bits ^= bits >>> 7;
            bits ^= bits << 17;
        }
        long took = System.nanoTime() - began;
        times.add(took);
        return bits ^ took;
    }

    /** Two readings of the clock with nothing between them: what the machine does. */
    @Benchmark
    public long clock(Times times) {
        long began = System.nanoTime();
        long took = System.nanoTime() - began;
        times.add(took);
        return took;
    }
}
