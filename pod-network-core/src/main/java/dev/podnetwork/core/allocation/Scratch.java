package dev.podnetwork.core.allocation;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.core.serving.ServingApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step under way: copies of what it changes, and what it has asked for so far. Used by one step and forgotten. */
final class Scratch {
    final View view;
    final long now;
    Work[] works;
    boolean readingPod;

    @Nullable
    PodUid goneUid;

    Memory.@Nullable Refusal refusal;

    /** The answer of the uncached read, if this step has one. */
    @Nullable
    PodAnswer read;

    @Nullable
    Claims claims;

    private final long loadedAt;
    private List<Effect> effects = List.of();

    @Nullable
    private Allocation draft;

    private Explanation explanation = Words.NOTHING;
    private long wakeAt = Memory.NEVER;

    Scratch(@Nullable Allocation record, View view) {
        this.view = view;
        this.now = view.ticks();
        this.draft = record;
        Memory memory = view.memory();
        this.loadedAt = memory.loadedAt;
        this.works = record == null ? new Work[0] : memory.copyFor(record);
        this.readingPod = memory.readingPod;
        this.goneUid = memory.goneUid;
        this.refusal = memory.refusal;
    }

    boolean hasRecord() {
        return draft != null;
    }

    Allocation draft() {
        if (draft == null) {
            throw new IllegalStateException("this step has no record");
        }
        return draft;
    }

    void draft(Allocation next) {
        draft = next;
    }

    /** The record is to be removed; what was remembered of its interfaces goes with it. */
    void remove() {
        draft = null;
        works = new Work[0];
        readingPod = false;
    }

    int interfaces() {
        return works.length;
    }

    InterfaceAllocation at(int index) {
        return draft().interfaces().get(index);
    }

    Work work(int index) {
        return works[index];
    }

    /** Through which API this interface is served. */
    ServingApi api(int index) {
        return ServingApi.of(draft(), at(index));
    }

    /**
     * Whether nothing but a delete is left for an interface: a Lingjun one that failed to be made or deleted shows as being deleted,
     * and stays so until somebody deletes it (scenario F11).
     */
    boolean passesAway(int index) {
        return works[index].sight == Sight.DELETING && at(index).eni() != null && api(index) == ServingApi.EFLO;
    }

    /** Whether the pod that the record serves is surely gone, as far as anybody can say without asking again. */
    boolean seemsGone() {
        return view.pod().isGone(draft().podUid()) || draft().podUid().equals(goneUid);
    }

    void emit(Effect effect) {
        if (effects.isEmpty()) {
            effects = List.of(effect);
        } else {
            List<Effect> all = new ArrayList<>(effects);
            all.add(effect);
            effects = List.copyOf(all);
        }
    }

    /** Asks for a call; the interface has it outstanding from now on. */
    void emit(Effect.ForInterface effect) {
        work(effect.index()).outstanding = effect.call();
        emit((Effect) effect);
    }

    void say(Explanation words) {
        explanation = words;
    }

    void wakeAt(long tick) {
        if (tick != Work.NONE && tick < wakeAt) {
            wakeAt = tick;
        }
    }

    /** When it is looked at again, as far as this step knows yet: nothing of a timer's ends before. */
    long nextLook() {
        return wakeAt;
    }

    void wakeAfter(long nanos) {
        wakeAt(now + nanos);
    }

    Transition transition() {
        if (hasRecord() || view.request() != null) {
            // A view that begins or resumes tells of the pods that are there, not of those that went meanwhile.
            boolean blind = hasRecord() && view.pod() instanceof PodAnswer.Unknown;
            long longest = blind ? view.bounds().reStep() / 10 : view.bounds().reStep();
            long share = (view.random() >>> 1) % (longest / 5);
            wakeAfter(longest - share);
        }
        return new Transition(draft, memory(), effects, claims, explanation, wakeAt);
    }

    private Memory memory() {
        if (draft == null && refusal == null && !readingPod) {
            return Memory.EMPTY;
        }
        if (draft != null && draft.phase() == AllocationPhase.BOUND && quiet()) {
            return settled() ? Memory.EMPTY : Memory.boundAt(attachedSince());
        }
        return new Memory(works, draft == null ? Work.NONE : loadedAt, readingPod, goneUid, refusal);
    }

    /** Whether all there is to know of a bound record is what it says, and since when. */
    private boolean quiet() {
        if (readingPod || refusal != null) {
            return false;
        }
        for (Work work : works) {
            if (work.outstanding != null || work.sight != Sight.ATTACHED || work.absentAt != Work.NONE) {
                return false;
            }
        }
        return true;
    }

    /** Whether every interface has been where it is for longer than any view lags. */
    boolean settled() {
        long since = attachedSince();
        return since == Work.NONE || now - since >= view.bounds().lag();
    }

    /** When the last of the interfaces was first seen attached: a view that lags may still show it elsewhere. */
    private long attachedSince() {
        long since = Work.NONE;
        for (Work work : works) {
            since = Math.max(since, work.epochAt);
        }
        return since;
    }
}
