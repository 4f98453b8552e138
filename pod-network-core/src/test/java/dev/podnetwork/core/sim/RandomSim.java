package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.run.SimResult;
import dev.podnetwork.fake.sim.run.SimRun;
import dev.podnetwork.fake.sim.run.SimScenario;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random stories: any number of pods, all attach modes, both stacks, several interfaces, every kind of fault. A story that
 * goes wrong prints the line that replays it:
 *
 * <pre>
 *   mvn -pl pod-network-core -am test -Dtest=RandomSim -Dsurefire.failIfNoSpecifiedTests=false \
 *       "-Dpodnetwork.replay=seed=… trunk=… …"
 * </pre>
 *
 * <p>The normal run plays the same 10,000 stories each time; {@code -Pnightly} plays a hundred times as many.
 */
class RandomSim {
    private static final int BATCHES = 20;
    private static final int STORIES = 500;
    private static final int NIGHTLY = 50_000;
    private static final long EVENTS_PER_STORY = 1_000;

    @Property(tries = BATCHES, seed = "20260101", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void anyStoryEndsWell(@ForAll long base) {
        String replay = System.getProperty("podnetwork.replay");
        if (replay != null) {
            assertThat(play(SimScenario.parse(replay)).events()).isPositive();
            return;
        }
        int stories = System.getProperty("podnetwork.profile", "normal").equals("nightly") ? NIGHTLY : STORIES;
        long events = LongStream.range(0, stories)
                .parallel()
                .map(i -> play(SimScenario.random(SimRandom.mix(base) + i)).events())
                .sum();
        assertThat(events).isGreaterThan(EVENTS_PER_STORY * stories);
    }

    @Example
    void aLineReplaysItsStory() {
        SimScenario scenario = SimScenario.random(4711);
        List<Long> hashes = List.of(
                play(scenario).traceHash(),
                play(SimScenario.parse(scenario.toString())).traceHash());
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
    }

    private static SimResult play(SimScenario scenario) {
        return SimRun.of(scenario, CoreSystem.real(), CoreSystem.TOKENS);
    }
}
