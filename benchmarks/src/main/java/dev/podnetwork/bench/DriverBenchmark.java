package dev.podnetwork.bench;

import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole allocator on simulated ports: pods bound per second, with the simulation's events and the allocator's steps
 * per second beside it. What the simulation itself costs is included.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DriverBenchmark {
    private static final int PODS = 2_000;

    /** What is counted beside the pods. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counters {
        /** Events of the simulation. */
        public long events;

        /** Steps of the allocator. */
        public long steps;

        /** Begins an iteration. */
        @Setup(Level.Iteration)
        public void reset() {
            events = 0;
            steps = 0;
        }
    }

    /** Binds two thousand pods. */
    @Benchmark
    @OperationsPerInvocation(PODS)
    public int bind(Counters counters) {
        TraceSink trace = step -> counters.steps++;
        Site site = new Site(SiteSpec.scale(PODS, ScaleBenchmark.cloud()).unchecked(), trace, () -> {});
        site.arrive();
        if (!site.world().runUntil(() -> site.bound() == PODS, Duration.ofMinutes(5))) {
            throw new IllegalStateException(site.bound() + " of " + PODS + " pods were bound: the benchmark is void");
        }
        counters.events += site.world().events();
        return site.bound();
    }
}
