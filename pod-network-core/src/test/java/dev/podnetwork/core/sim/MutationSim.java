package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every deliberate bug is caught by the harness, by an invariant that names it; the core without it is not. */
class MutationSim {
    private static final int MOST_SEEDS = 60;

    @ParameterizedTest
    @EnumSource
    void isCaught(Bug bug) {
        InvariantViolation caught = null;
        long seed = 0;
        while (caught == null && seed < MOST_SEEDS) {
            caught = played(bug, ++seed);
        }
        assertThat(caught)
                .as("no invariant caught %s within %d seeds of %s", bug, MOST_SEEDS, bug.trial())
                .isNotNull();
        assertThat(caught.invariant()).isIn(bug.invariants());
        long first = seed;
        assertThatCode(() -> bug.trial().play(CoreSystem.real(), first)).doesNotThrowAnyException();
    }

    private static @Nullable InvariantViolation played(Bug bug, long seed) {
        try {
            bug.trial().play(bug.system(), seed);
            return null;
        } catch (AssertionError | RuntimeException thrown) {
            return violation(thrown);
        }
    }

    private static InvariantViolation violation(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvariantViolation found) {
                return found;
            }
        }
        throw new AssertionError("it ended otherwise than by an invariant", thrown);
    }
}
