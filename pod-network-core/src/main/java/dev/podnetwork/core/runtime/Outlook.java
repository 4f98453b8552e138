package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
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

    /** A record on its way: what a step left of it, and what that means when somebody asks. Immutable. */
    static final class Moving {
        private final Allocation record;
        private final Memory memory;
        private final boolean leaving;

        /** Of interface i: at 2i {@link Part#since}, at 2i + 1 {@link Part#lookAt}. */
        private final long[] ticks;

        private Moving(Allocation record, Memory memory, boolean leaving, long[] ticks) {
            this.record = record;
            this.memory = memory;
            this.leaving = leaving;
            this.ticks = ticks;
        }

        /** Whose. */
        PodRef pod() {
            return record.pod();
        }

        /** Where it holds or held slots. */
        NodeRef node() {
            return record.node();
        }

        /** How far the record is. */
        AllocationPhase phase() {
            return record.phase();
        }

        /** Whether its pod seems gone. */
        boolean leaving() {
            return leaving;
        }

        /** Whether its addresses outlive its pod. */
        boolean kept() {
            return record.fixed()
                    && (phase() == AllocationPhase.RETAINED || phase() == AllocationPhase.DETACHING && record.keep());
        }

        /** Whether it is being bound, which takes one of the places for work in parallel. */
        boolean binds() {
            return !leaving && (phase() == AllocationPhase.REQUESTED || phase() == AllocationPhase.ATTACHING);
        }

        /** Where its addresses come from. */
        List<VSwitchId> vSwitches() {
            return record.interfaces().stream()
                    .map(InterfaceAllocation::vSwitch)
                    .toList();
        }

        /** Its interfaces. */
        List<Part> parts() {
            Part[] parts = new Part[interfaces()];
            for (int i = 0; i < parts.length; i++) {
                boolean made = record.interfaces().get(i).eni() != null;
                parts[i] = new Part(made, memory.progress(i), ticks[2 * i], ticks[2 * i + 1]);
            }
            return List.of(parts);
        }

        private int interfaces() {
            return ticks.length / 2;
        }

        private Moving lookedAt(int index, long asked, long notBefore) {
            long[] next = ticks.clone();
            long before = ticks[2 * index + 1];
            next[2 * index + 1] = before > asked ? Math.min(before, notBefore) : notBefore;
            return new Moving(record, memory, leaving, next);
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
        moving.put(pod, new Moving(record, memory, leaving, ticks(moving.get(pod), record, memory, now)));
    }

    private static long[] ticks(@Nullable Moving before, Allocation record, Memory memory, long now) {
        int interfaces = Math.min(memory.interfaces(), record.interfaces().size());
        long[] ticks = new long[2 * interfaces];
        for (int i = 0; i < interfaces; i++) {
            ticks[2 * i] = now;
            ticks[2 * i + 1] = NO_LOOK;
            if (before != null && i < before.interfaces()) {
                boolean still = before.memory.outstanding(i) == memory.outstanding(i);
                ticks[2 * i] = still ? before.ticks[2 * i] : now;
                ticks[2 * i + 1] = before.ticks[2 * i + 1];
            }
        }
        return ticks;
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

    /** Nobody looks at this interface before that tick, unless an earlier look is still to come. */
    void looks(PodRef pod, int index, long asked, long notBefore) {
        Moving now = moving.get(pod);
        if (now != null && index < now.interfaces()) {
            moving.put(pod, now.lookedAt(index, asked, notBefore));
        }
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
