package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.PodAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of one allocation: record, events and view in; next record, effects, claims and explanation out. Pure, so the
 * same step gives the same answer anywhere. What a step wants follows from levels alone, so it does not matter how many
 * facts came at once, or twice, or late (design §5).
 *
 * <pre>
 *   record     pod                            step
 *   ---------  -----------------------------  ------------------------------------------------------------
 *   none       scheduled, wished for          slot, work and address free: REQUESTED; else waiting or rejected
 *   REQUESTED  ours                           create, or ask by tag; all ids known: ATTACHING
 *   REQUESTED  gone                           ask by tag; found: DETACHING; two empty answers: removed
 *   ATTACHING  ours                           attach; observed InUse on the node: BOUND
 *   ATTACHING  gone, fixed, next on the node  re-stamp the uid
 *   BOUND      ours                           nothing; observed unattached or elsewhere: ATTACHING
 *   any above  gone                           DETACHING, with the deletion time
 *   any above  ours, interface gone twice     removed; of several interfaces: that one is made again
 *   DETACHING  any                            detach; all unattached: RETAINED if fixed, else DELETING; all gone: removed
 *   RETAINED   next one, same zone            ATTACHING
 *   RETAINED   absent, expired                DELETING
 *   RETAINED   any, deletion requested        DELETING
 *   DELETING   any                            delete; gone twice: removed
 * </pre>
 *
 * <p>A pod counts as gone only after an uncached read has said so ({@link Effect.ReadPod}); unknown never does. Nothing is
 * detached, deleted or expired on a cached or an unknown answer.
 */
public final class AllocationMachine {
    private AllocationMachine() {}

    /**
     * Takes one step.
     *
     * @param record the last committed record, null without one
     * @param events what happened since the last step, in order
     * @param view everything else there is to know
     */
    public static Transition step(@Nullable Allocation record, List<AllocationEvent> events, View view) {
        Scratch s = new Scratch(record, view);
        EventFold.fold(s, events);
        decide(s);
        return s.transition();
    }

    private static void decide(Scratch s) {
        if (!s.hasRecord()) {
            Opening.step(s);
            return;
        }
        if (s.draft().phase() != AllocationPhase.REQUESTED) {
            s.refusal = null;
        }
        switch (s.draft().phase()) {
            case REQUESTED, ATTACHING, BOUND -> binding(s);
            case DETACHING -> Releasing.detach(s);
            case RETAINED -> {
                Retaining.step(s);
                if (s.hasRecord()) {
                    LastSeen.ofRetained(s);
                }
            }
            case DELETING -> Releasing.delete(s);
        }
        sayIfInTheWay(s);
    }

    private static void binding(Scratch s) {
        if (s.draft().phase() == AllocationPhase.REQUESTED && s.draft().complete()) {
            s.draft(s.draft().attaching());
        }
        if (s.seemsGone()) {
            if (!confirmedGone(s)) {
                return;
            }
            if (reStamp(s)) {
                Attaching.step(s);
            } else {
                Releasing.begin(s);
            }
        } else if (s.draft().phase() == AllocationPhase.REQUESTED) {
            Creating.step(s);
        } else {
            Attaching.step(s);
        }
    }

    /** Whether an uncached read has said that the pod is gone; asks if not. */
    private static boolean confirmedGone(Scratch s) {
        if (s.draft().podUid().equals(s.goneUid)) {
            return true;
        }
        PodAnswer read = s.read;
        if (read != null && read.isGone(s.draft().podUid())) {
            s.goneUid = s.draft().podUid();
            return true;
        }
        s.say(Words.CHECKING);
        if (read != null) {
            s.wakeAfter(2_000_000_000L);
        } else if (!s.readingPod) {
            s.readingPod = true;
            s.emit(new Effect.ReadPod());
        }
        return false;
    }

    /** A fixed record on its way to a node serves the next pod of the name when that one is on the same node. */
    private static boolean reStamp(Scratch s) {
        Allocation record = s.draft();
        AllocationRequest request = s.view.request();
        if (record.phase() == AllocationPhase.ATTACHING
                && record.fixed()
                && !s.view.deletionRequested()
                && record.instance() != null
                && request != null
                && request.node().equals(record.node())
                && s.view.pod() instanceof PodAnswer.Scheduled pod
                && pod.uid().equals(request.uid())
                && pod.node().equals(record.node())) {
            s.draft(Retaining.selected(record, request)
                    .serving(pod.uid(), record.node(), record.instance(), record.trunk()));
            s.goneUid = null;
            return true;
        }
        return false;
    }

    /** The next pod of the name is told that it waits for the record of the earlier one. */
    private static void sayIfInTheWay(Scratch s) {
        if (s.hasRecord()
                && s.draft().phase() != AllocationPhase.RETAINED
                && s.view.request() != null
                && s.view.pod() instanceof PodAnswer.Scheduled pod
                && !pod.uid().equals(s.draft().podUid())) {
            s.say(Words.EARLIER);
        }
    }
}
