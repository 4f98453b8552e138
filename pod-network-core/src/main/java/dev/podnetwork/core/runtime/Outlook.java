package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.allocation.Progress;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The records that are on their way somewhere, and how far they have got. Written on the loop, read from any thread. */
final class Outlook {
    /** Nobody looks. */
    static final long NO_LOOK = Long.MIN_VALUE;

    private final Map<PodRef, Moving> moving = new ConcurrentHashMap<>();
    private final Set<PodRef> writing = ConcurrentHashMap.newKeySet();

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

    /**
     * A step changes the record; what is known of it is about to be old, or is already. That a bound one is to be detached is
     * known of it before: nothing is given back by that.
     */
    void writing(PodRef pod, @Nullable Allocation before, @Nullable Allocation next) {
        Moving known = moving.get(pod);
        boolean foreseen = known != null
                && known.leaving()
                && before != null
                && before.phase() == AllocationPhase.BOUND
                && next != null
                && next.phase() == AllocationPhase.DETACHING;
        if (!foreseen) {
            writing.add(pod);
        }
    }

    /** Whether the record is being written. From any thread. */
    boolean isWriting(PodRef pod) {
        return writing.contains(pod);
    }

    /** A step left the record like this; null when there is none any more. */
    void note(PodRef pod, @Nullable Allocation record, Memory memory, Explanation said, long now) {
        writing.remove(pod);
        if (record == null || atRest(record, memory, said)) {
            moving.remove(pod);
            return;
        }
        boolean leaving = switch (record.phase()) {
            case REQUESTED, ATTACHING, BOUND -> isLeaving(said);
            case DETACHING, RETAINED, DELETING -> true;
        };
        boolean kept = record.fixed()
                && (record.phase() == AllocationPhase.RETAINED
                        || record.phase() == AllocationPhase.DETACHING && record.keep());
        Moving before = moving.get(pod);
        List<Part> parts = parts(before, record, memory, now);
        moving.put(pod, new Moving(pod, record.node(), vSwitches(record), record.phase(), leaving, kept, parts));
    }

    private static List<Part> parts(@Nullable Moving before, Allocation record, Memory memory, long now) {
        Part[] parts =
                new Part[Math.min(memory.interfaces(), record.interfaces().size())];
        for (int i = 0; i < parts.length; i++) {
            boolean made = record.interfaces().get(i).eni() != null;
            parts[i] = part(made, memory.progress(i), before(before, i), now);
        }
        return List.of(parts);
    }

    private static List<VSwitchId> vSwitches(Allocation record) {
        VSwitchId[] ids = new VSwitchId[record.interfaces().size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = record.interfaces().get(i).vSwitch();
        }
        return List.of(ids);
    }

    /** Whether its pod seems gone: it is said so, or that the next pod of the name waits for it. */
    private static boolean isLeaving(Explanation said) {
        ScarceResource scarce = said.waitsFor();
        return said.state() == Explanation.State.RELEASING
                || (scarce != null && scarce.kind() == ScarceResource.Kind.EARLIER_RECORD);
    }

    private static boolean atRest(Allocation record, Memory memory, Explanation said) {
        return switch (record.phase()) {
            case BOUND -> !isLeaving(said) && !memory.misses();
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
        Moving now = moving.get(pod);
        if (now == null || index >= now.parts().size()) {
            return;
        }
        Part[] parts = now.parts().toArray(new Part[0]);
        Part part = parts[index];
        long lookAt = part.lookAt() > asked ? Math.min(part.lookAt(), notBefore) : notBefore;
        parts[index] = new Part(part.made(), part.progress(), part.since(), lookAt);
        moving.put(
                pod,
                new Moving(pod, now.node(), now.vSwitches(), now.phase(), now.leaving(), now.kept(), List.of(parts)));
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
