package dev.podnetwork.podnet.plan;

import dev.podnetwork.k8s.tree.Position;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens, and for how long.
 *
 * @param seed decides everything that chance decides
 * @param duration how much virtual time passes; null: until nothing moves any more after the last step
 * @param steps in the order of their times
 */
public record Scenario(long seed, @Nullable Duration duration, List<Step> steps) {
    /** Nothing happens; chance begins at 1. */
    public static final Scenario EMPTY = new Scenario(1, null, List.of());

    /**
     * One thing that happens.
     *
     * @param after when, from the start
     * @param action what
     * @param text in the user's words
     * @param at where it is written
     */
    public record Step(Duration after, Action action, String text, Position at) {}
}
