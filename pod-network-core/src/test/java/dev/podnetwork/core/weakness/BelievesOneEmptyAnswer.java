package dev.podnetwork.core.weakness;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.allocation.View;
import dev.podnetwork.core.runtime.AllocationMachinery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A weak machine: one describe that does not hold the interface of a record removes the record. */
final class BelievesOneEmptyAnswer implements AllocationMachinery {
    @Override
    public Transition step(@Nullable Allocation record, List<AllocationEvent> events, View view) {
        Transition step = AllocationMachine.step(record, events, view);
        boolean empty = events.stream()
                .anyMatch(each -> each instanceof AllocationEvent.Observed seen
                        && seen.observation().seen() == null);
        return empty && record != null
                ? new Transition(null, Memory.EMPTY, List.of(), null, step.explanation(), view.ticks())
                : step;
    }
}
