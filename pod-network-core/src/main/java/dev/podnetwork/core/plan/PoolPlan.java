package dev.podnetwork.core.plan;

import dev.podnetwork.api.VSwitchId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do now, and why not more.
 *
 * @param steps cloud operations, urgent ones first
 * @param unplaced addresses that are wanted and that no step brings
 * @param lacks why, one for each thing that is in the way
 * @param unread vSwitches to read before a new interface can be placed
 * @param reclaimAt when idle reclaim is due next, null when it is off
 */
public record PoolPlan(
        List<PlanStep> steps,
        int unplaced,
        List<Lack> lacks,
        List<VSwitchId> unread,
        @Nullable Long reclaimAt) {

    /** What is in the way. */
    public enum Kind {
        /** Every interface is full and the node takes no further one. */
        NODE_FULL,
        /** No vSwitch has an address. */
        NO_VSWITCH_ADDRESS,
        /** As many interfaces are on their way as may be at once. */
        CREATES_UNDER_WAY,
        /** The interfaces with room wait for the end of another call, or of a pause. */
        INTERFACE_BUSY,
        /** Growth is switched off. */
        GROWTH_OFF
    }

    /**
     * One thing that is in the way.
     *
     * @param kind which
     * @param text for people: what was found
     * @param retryAt the first tick at which it can be different, null when only an event changes it
     */
    public record Lack(Kind kind, String text, @Nullable Long retryAt) {}

    /** Copies the lists. */
    public PoolPlan {
        steps = List.copyOf(steps);
        lacks = List.copyOf(lacks);
        unread = List.copyOf(unread);
    }

    /** Whether there is nothing to do. */
    public boolean isNothing() {
        return steps.isEmpty();
    }
}
