package dev.podnetwork.fake.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.spi.TraceSink;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceHashTest {
    private static final long HASH = -993756758090864460L;

    private static TraceSink.Step step(long ticks, String pod, List<?> events, AllocationPhase after, List<?> effects) {
        Explanation none = Explanation.of(Explanation.State.WORKING, "");
        return new TraceSink.Step(ticks, PodRef.of("default", pod), events, null, after, effects, none);
    }

    private static long hash(String process, TraceSink.Step... steps) {
        TraceHash hash = new TraceHash();
        for (TraceSink.Step each : steps) {
            hash.of(process).step(each);
        }
        assertThat(hash.steps()).isEqualTo(steps.length);
        return hash.value();
    }

    @Test
    void everyPartOfAStepCounts() {
        TraceSink.Step base = step(1, "a", List.of("x"), AllocationPhase.REQUESTED, List.of("e"));
        Set<Long> hashes = new LinkedHashSet<>();
        hashes.add(hash("p"));
        hashes.add(hash("p", base));
        hashes.add(hash("q", base));
        hashes.add(hash("p", base, base));
        hashes.add(hash("p", step(2, "a", List.of("x"), AllocationPhase.REQUESTED, List.of("e"))));
        hashes.add(hash("p", step(1, "b", List.of("x"), AllocationPhase.REQUESTED, List.of("e"))));
        hashes.add(hash("p", step(1, "a", List.of("y"), AllocationPhase.REQUESTED, List.of("e"))));
        hashes.add(hash("p", step(1, "a", List.of("x"), AllocationPhase.BOUND, List.of("e"))));
        hashes.add(hash("p", step(1, "a", List.of("x"), AllocationPhase.REQUESTED, List.of("f"))));
        hashes.add(hash("p", step(1, "a", List.of("x", "e"), AllocationPhase.REQUESTED, List.of())));
        assertThat(hashes).hasSize(10);
    }

    @Test
    void theHashIsTheSameOnEveryJvm() {
        TraceSink.Step step = step(1, "a", List.of("x"), AllocationPhase.REQUESTED, List.of("e"));
        assertThat(hash("p", step)).isEqualTo(HASH);
    }
}
