package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step proposes.
 *
 * @param next the record to commit, null for none: a record that exists is removed. Equal to the record that was given
 *     when there is nothing to commit
 * @param memory what to remember
 * @param effects what to do once {@code next} is committed, in this order
 * @param claims what it takes of what is shared, null for nothing; refused means: step again with the new readings
 * @param explanation what it says about the pod
 * @param wakeAt the tick at which to step again at the latest, {@link Memory#NEVER} for none
 */
public record Transition(
        @Nullable Allocation next,
        Memory memory,
        List<Effect> effects,
        @Nullable Claims claims,
        Explanation explanation,
        long wakeAt) {}
