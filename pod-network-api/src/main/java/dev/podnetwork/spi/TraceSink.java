package dev.podnetwork.spi;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears every step of every allocation, once, in the order of the steps of one key. Must not block. */
@FunctionalInterface
public interface TraceSink {

    /** One step was taken. */
    void step(Step step);

    /** Hears nothing. */
    static TraceSink none() {
        return step -> {};
    }

    /**
     * One step.
     *
     * @param ticks when, in {@code Env.ticks()}
     * @param key whose
     * @param events what was folded into it; their {@code toString} is stable
     * @param before the phase before, null without a record
     * @param after the phase proposed, null without a record
     * @param effects what it asked for; their {@code toString} is stable
     * @param explanation what it said about the pod
     */
    record Step(
            long ticks,
            PodRef key,
            List<?> events,
            @Nullable AllocationPhase before,
            @Nullable AllocationPhase after,
            List<?> effects,
            Explanation explanation) {}
}
