package dev.podnetwork.fake.sim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SimScenarioTest {
    @Test
    void theLineReplaysTheScenario() {
        for (long seed = 0; seed < 500; seed++) {
            SimScenario scenario = SimScenario.random(seed);
            assertThat(SimScenario.parse("replay: " + scenario)).isEqualTo(scenario);
        }
    }

    @Test
    void aSeedMeansOneScenarioAndSeedsDiffer() {
        assertThat(SimScenario.random(7)).isEqualTo(SimScenario.random(7));
        assertThat(SimScenario.random(7)).isNotEqualTo(SimScenario.random(8).withSeed(7));
    }

    @Test
    void aLineThatIsNotWholeIsRefused() {
        assertThatThrownBy(() -> SimScenario.parse("seed=1 trunk=2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no exclusive=");
    }
}
