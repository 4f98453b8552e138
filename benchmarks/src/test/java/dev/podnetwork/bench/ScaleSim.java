package dev.podnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The scale benchmark, small: what it promises, without its time. */
final class ScaleSim {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream(), false);

    @Test
    void everyPodIsBoundWithThreeWritesAndTwoCallsAndThenHeld() {
        ScaleRun.Result result = ScaleRun.of(10_000, ScaleBenchmark.cloud(), Duration.ofMinutes(10), NOWHERE);
        assertThat(result.bound()).isEqualTo(10_000);
        assertThat(result.commitsPerPod()).isEqualTo(3.0);
        assertThat(result.callsPerPod()).isBetween(2.0, 2.1);
        assertThat(result.checks()).isPositive();
        assertThat(result.boundAt())
                .as("virtual seconds, of which 3 are before and during the arrival")
                .isLessThan(30);
        assertThat(result.liveHeapMegabytes()).isLessThan(200);
    }
}
