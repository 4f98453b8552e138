package dev.podnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Effect;
import dev.podnetwork.core.allocation.Transition;
import org.junit.jupiter.api.Test;

/** Each measured step is the one its name says. */
final class StepStoryTest {
    private static Transition taken(StepStory.Moment moment) {
        StepStory.Step step = StepStory.upTo(moment);
        return AllocationMachine.step(step.record(), step.events(), step.view());
    }

    private static AllocationPhase phase(StepStory.Moment moment) {
        return taken(moment).next().phase();
    }

    @Test
    void theStoryGoesFromTheWishToBoundAndAway() {
        assertThat(phase(StepStory.Moment.OPEN)).isEqualTo(AllocationPhase.REQUESTED);
        assertThat(taken(StepStory.Moment.OPEN).effects()).hasOnlyElementsOfType(Effect.Create.class);
        assertThat(phase(StepStory.Moment.CREATED)).isEqualTo(AllocationPhase.ATTACHING);
        assertThat(taken(StepStory.Moment.CREATED).effects()).hasOnlyElementsOfType(Effect.Attach.class);
        assertThat(taken(StepStory.Moment.ACCEPTED).effects()).hasOnlyElementsOfType(Effect.Observe.class);
        assertThat(phase(StepStory.Moment.OBSERVED)).isEqualTo(AllocationPhase.BOUND);
        assertThat(phase(StepStory.Moment.LOOK_AGAIN)).isEqualTo(AllocationPhase.BOUND);
        assertThat(taken(StepStory.Moment.LOOK_AGAIN).effects()).isEmpty();
        assertThat(taken(StepStory.Moment.POD_GONE).effects()).hasOnlyElementsOfType(Effect.ReadPod.class);
    }
}
