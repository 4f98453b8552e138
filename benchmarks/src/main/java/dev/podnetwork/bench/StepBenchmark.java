package dev.podnetwork.bench;

import dev.podnetwork.core.allocation.AllocationMachine;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** One pure step of an elastic allocation with one member interface, by transition; run with {@code -prof gc} for bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
    /** Which step: a {@link StepStory.Moment}. */
    @Param({"open", "created", "accepted", "observed", "look_again", "pod_gone"})
    public String transition = "open";

    private StepStory.Step step = StepStory.upTo(StepStory.Moment.OPEN);

    /** Plays the story up to that step. */
    @Setup
    public void setUp() {
        step = StepStory.upTo(StepStory.Moment.valueOf(transition.toUpperCase(Locale.ROOT)));
    }

    /** Takes it. */
    @Benchmark
    public Object step() {
        return AllocationMachine.step(step.record(), step.events(), step.view());
    }
}
