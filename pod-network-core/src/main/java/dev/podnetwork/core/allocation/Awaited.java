package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers count only for who waits for them. A record that was read anew, because another process or a torn write changed
 * it, has forgotten its calls: their late answers are hints to look again, and what they made is found by its tag or by a
 * sweep. So every completion that the machine takes belongs to a call that is outstanding in the phase it is in. What a
 * sweep saw counts for a record at rest; one in motion looks at its interfaces itself.
 */
public final class Awaited {
    private static final AllocationEvent LATE = new AllocationEvent.Look("late answer");

    private Awaited() {}

    /** The same events in the same order; an answer that nobody waits for is a {@link AllocationEvent.Look}. */
    public static List<AllocationEvent> of(@Nullable Allocation record, Memory memory, List<AllocationEvent> events) {
        List<AllocationEvent> all = events;
        for (int i = 0; i < events.size(); i++) {
            if (!counts(record, memory, events.get(i))) {
                all = all == events ? new ArrayList<>(events) : all;
                all.set(i, LATE);
            }
        }
        return all;
    }

    private static boolean counts(@Nullable Allocation record, Memory memory, AllocationEvent event) {
        if (event instanceof AllocationEvent.Look) {
            return true;
        } else if (record == null) {
            return false;
        } else if (event instanceof AllocationEvent.PodRead) {
            return memory.readingPod;
        } else if (event instanceof AllocationEvent.Created created) {
            return waits(record, memory, created.index(), created.intent(), Call.CREATE);
        } else if (event instanceof AllocationEvent.Found found) {
            return waits(record, memory, found.index(), found.intent(), Call.FIND);
        } else if (event instanceof AllocationEvent.Failed failed) {
            return waits(record, memory, failed.index(), failed.intent(), failed.call());
        } else if (event instanceof AllocationEvent.Accepted accepted) {
            return waits(record, memory, accepted.index(), accepted.call());
        } else if (event instanceof AllocationEvent.Dropped dropped) {
            return waits(record, memory, dropped.index(), dropped.call());
        } else if (event instanceof AllocationEvent.Observed observed) {
            return atRest(record) || waits(record, memory, observed.index(), Call.OBSERVE);
        }
        return true;
    }

    private static boolean atRest(Allocation record) {
        return record.phase() == AllocationPhase.BOUND || record.phase() == AllocationPhase.RETAINED;
    }

    private static boolean waits(Allocation record, Memory memory, int index, int intent, Call call) {
        return waits(record, memory, index, call)
                && record.interfaces().get(index).intent() == intent;
    }

    /** What is remembered of another intent of the interface is forgotten. */
    private static boolean waits(Allocation record, Memory memory, int index, Call call) {
        return index < record.interfaces().size()
                && memory.outstanding(index) == call
                && memory.works[index].intent == record.interfaces().get(index).intent();
    }
}
