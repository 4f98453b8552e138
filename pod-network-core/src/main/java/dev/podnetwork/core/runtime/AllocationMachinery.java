package dev.podnetwork.core.runtime;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.allocation.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The step function, as a seam: the real one, or one with a deliberate bug in a test that the harness must catch. */
@FunctionalInterface
public interface AllocationMachinery {
    /** Takes one step; pure. */
    Transition step(@Nullable Allocation record, List<AllocationEvent> events, View view);
}
