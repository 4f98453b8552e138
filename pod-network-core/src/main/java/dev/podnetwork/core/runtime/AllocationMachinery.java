package dev.podnetwork.core.runtime;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Fence;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.allocation.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decided, the step and the fence, as a seam: the real one, or one with a deliberate bug in a test that the harness
 * must catch.
 */
@FunctionalInterface
public interface AllocationMachinery {
    /** Takes one step; pure. */
    Transition step(@Nullable Allocation record, List<AllocationEvent> events, View view);

    /** Why a call about an interface must not be sent any more, null when it may: see {@link Fence#moved}; pure. */
    default @Nullable String fence(Allocation then, Allocation now, int index) {
        return Fence.moved(then, now, index);
    }
}
