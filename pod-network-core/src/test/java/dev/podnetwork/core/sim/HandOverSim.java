package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.podnetwork.core.CoreSystem;
import org.junit.jupiter.api.Test;

/** Two processes alive at once: what one sent before it was deposed arrives while the other leads. */
class HandOverSim {
    private static final int STORIES = 100;

    @Test
    void effectsHeldBackForMinutesAcrossAHandOver() {
        for (long seed = 1; seed <= STORIES; seed++) {
            long story = seed;
            assertThatCode(() -> Stories.heldAcrossAHandOver(CoreSystem.real(), story))
                    .as("story %d", story)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aLeaderThatStoodStillGoesOnTooLate() {
        for (long seed = 1; seed <= STORIES; seed++) {
            long story = seed;
            assertThatCode(() -> Stories.stoppedInTheMiddle(CoreSystem.real(), story))
                    .as("story %d", story)
                    .doesNotThrowAnyException();
        }
    }
}
