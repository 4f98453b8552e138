package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one rule says about a node. Immutable.
 *
 * @param id the rule; the same as in preflight
 * @param passes whether the node may join by it
 * @param margin how far the figure is from the boundary: 0 or more when it passes, negative when it does not
 * @param text what was asked and what was found
 * @param flips single limits whose change turns the verdict around, the smallest change each
 */
public record CapacityVerdict(String id, boolean passes, int margin, String text, List<LimitChange> flips) {
    /** Copies the list. */
    public CapacityVerdict {
        requireNonNull(id, "id");
        requireNonNull(text, "text");
        flips = List.copyOf(flips);
    }
}
