package dev.podnetwork.bench.pool;

import dev.podnetwork.api.pool.Lease;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One pair through the door of a node: a lease and a return, each answered when the journal in memory has it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NodeIpamBenchmark {

    /** The node. */
    @State(Scope.Benchmark)
    public static class Node {
        private NodeUnderTest node = new NodeUnderTest();

        /** A node for this iteration's fork. */
        @Setup
        public void setUp() {
            node.close();
            node = new NodeUnderTest();
        }

        /** Ends it. */
        @TearDown
        public void tearDown() {
            node.close();
        }
    }

    /** A lease and a return. */
    @Benchmark
    public Lease pair(Node state) {
        return state.node.pair();
    }
}
