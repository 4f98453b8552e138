package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.allocation.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The records that are on their way somewhere, and how far they have got. Written on the loop, read from any thread. */
final class Outlook {
    /** Nobody looks. */
    static final long NO_LOOK = Long.MIN_VALUE;

    private final Map<PodRef, Moving> moving = new ConcurrentHashMap<>();

    /**
     * A record on its way.
     *
     * @param pod whose
     * @param node where it holds or held slots
     * @param vSwitches where its addresses come from
     * @param phase how far the record is
     * @param leaving whether its pod seems gone
     * @param kept whether its addresses outlive its pod
     * @param parts its interfaces
     */
    record Moving(
            PodRef pod,
            NodeRef node,
            List<VSwitchId> vSwitches,
            AllocationPhase phase,
            boolean leaving,
            boolean kept,
            List<Part> parts) {
        /** Whether it is being bound, which takes one of the places for work in parallel. */
        boolean binds() {
            return !leaving && (phase == AllocationPhase.REQUESTED || phase == AllocationPhase.ATTACHING);
        }
    }

    /**
     * One interface of it.
     *
     * @param made whether it exists
     * @param progress how far it is
     * @param since when the step was taken that asked for the outstanding call
     * @param lookAt the tick before which nobody looks at it
     */
    record Part(boolean made, Progress progress, long since, long lookAt) {}

    /** A step left the record like this; null when there is none any more. */
    void note(PodRef pod, @Nullable Allocation record, Memory memory, Explanation said, long now) {
        if (record == null || atRest(record, memory, said)) {
            moving.remove(pod);
            return;
        }
        Moving before = moving.get(pod);
        List<Progress> progress = memory.progress();
        List<Part> parts = IntStream.range(
                        0, Math.min(progress.size(), record.interfaces().size()))
                .mapToObj(i -> part(record.interfaces().get(i).eni() != null, progress.get(i), before(before, i), now))
                .toList();
        boolean leaving = switch (record.phase()) {
            case REQUESTED, ATTACHING, BOUND -> said.state() == Explanation.State.RELEASING;
            case DETACHING, RETAINED, DELETING -> true;
        };
        boolean kept = record.fixed()
                && (record.phase() == AllocationPhase.RETAINED
                        || record.phase() == AllocationPhase.DETACHING && record.keep());
        moving.put(
                pod,
                new Moving(
                        pod,
                        record.node(),
                        record.interfaces().stream().map(each -> each.vSwitch()).toList(),
                        record.phase(),
                        leaving,
                        kept,
                        parts));
    }

    private static boolean atRest(Allocation record, Memory memory, Explanation said) {
        return switch (record.phase()) {
            case BOUND -> said.state() != Explanation.State.RELEASING && !memory.misses();
            case RETAINED -> true;
            case REQUESTED, ATTACHING, DETACHING, DELETING -> false;
        };
    }

    private static @Nullable Part before(@Nullable Moving before, int index) {
        return before != null && index < before.parts().size() ? before.parts().get(index) : null;
    }

    private static Part part(boolean made, Progress progress, @Nullable Part before, long now) {
        boolean still = before != null && before.progress().call() == progress.call();
        long since = still && before != null ? before.since() : now;
        return new Part(made, progress, since, before == null ? NO_LOOK : before.lookAt());
    }

    /** Nobody looks at this interface before that tick, unless an earlier look is still to come. */
    void looks(PodRef pod, int index, long asked, long notBefore) {
        moving.computeIfPresent(pod, (key, now) -> {
            if (index >= now.parts().size()) {
                return now;
            }
            List<Part> parts = new ArrayList<>(now.parts());
            Part part = parts.get(index);
            parts.set(
                    index,
                    new Part(
                            part.made(),
                            part.progress(),
                            part.since(),
                            part.lookAt() > asked ? Math.min(part.lookAt(), notBefore) : notBefore));
            return new Moving(
                    now.pod(), now.node(), now.vSwitches(), now.phase(), now.leaving(), now.kept(), List.copyOf(parts));
        });
    }

    /** The record of this pod, if it is on its way. */
    @Nullable
    Moving of(PodRef pod) {
        return moving.get(pod);
    }

    /** Every record that is on its way. */
    Collection<Moving> all() {
        return Collections.unmodifiableCollection(moving.values());
    }
}
