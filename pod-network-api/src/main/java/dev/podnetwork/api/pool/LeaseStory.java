package dev.podnetwork.api.pool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner holds, or why it waits.
 *
 * @param lease what it holds, null without a lease
 * @param ahead how many wait before it; 0 when it does not wait
 * @param reasons for people, the decisive one first; empty for a lease that is in order
 * @param retryAfter the earliest time at which anything can change, null when only an outside event changes it
 */
public record LeaseStory(
        @Nullable Lease lease,
        int ahead,
        List<String> reasons,
        @Nullable Duration retryAfter) {
    /** Copies the list. */
    public LeaseStory {
        reasons = List.copyOf(reasons);
    }
}
