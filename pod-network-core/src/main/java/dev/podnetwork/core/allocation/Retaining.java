package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.serving.ServingApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RETAINED: waits for the next pod of the name, for expiry, or for its deletion. */
final class Retaining {
    private Retaining() {}

    static void step(Scratch s) {
        if (anyLost(s) || s.view.deletionRequested()) {
            delete(s);
            return;
        }
        if (s.draft().lastSeen() == null) {
            s.draft(s.draft().seenAt(s.view.storeNow()));
        }
        if (strayed(s)) {
            return;
        }
        AllocationRequest request = s.view.request();
        if (s.view.pod() instanceof PodAnswer.Scheduled pod
                && request != null
                && pod.uid().equals(request.uid())
                && pod.node().equals(request.node())
                && !pod.uid().equals(s.goneUid)) {
            returnOrGo(s, request);
        } else {
            expire(s);
        }
    }

    /** An interface that is not kept serves no other pod than its own: such a record is only read, from others or from today's system. */
    private static void returnOrGo(Scratch s, AllocationRequest request) {
        if (s.draft().fixed() || request.uid().equals(s.draft().podUid())) {
            returnTo(s, request);
        } else {
            delete(s);
        }
    }

    private static void delete(Scratch s) {
        s.readingPod = false;
        s.draft(s.draft().in(AllocationPhase.DELETING));
        Releasing.delete(s);
    }

    private static boolean anyLost(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.work(i).sight == Sight.GONE || s.passesAway(i)) {
                return true;
            }
        }
        return false;
    }

    /** A late attach of ours, or somebody else's: a retained interface belongs on no instance. */
    private static boolean strayed(Scratch s) {
        boolean strayed = false;
        for (int i = 0; i < s.interfaces(); i++) {
            Work work = s.work(i);
            boolean off = work.sight == Sight.UNATTACHED && work.absentAt == Work.NONE;
            boolean idle = work.sight == Sight.UNKNOWN && work.last == null && work.absentAt == Work.NONE;
            if (off || idle) {
                continue;
            }
            strayed = true;
            if (work.sight == Sight.ATTACHED && work.free(s.now)) {
                Attaching.detach(s, i);
            } else {
                Attaching.observe(s, i);
            }
        }
        if (strayed) {
            s.say(Words.DETACHING);
        }
        return strayed;
    }

    private static void returnTo(Scratch s, AllocationRequest request) {
        Allocation record = s.draft();
        Placement placement = Placement.of(request.node(), s.view.node(), Placement.specs(record));
        if (placement instanceof Placement.Nowhere nowhere) {
            s.say(nowhere.explanation());
            return;
        }
        Placement.Place place = (Placement.Place) placement;
        if (!place.zone().equals(record.zone())) {
            s.say(Words.otherZone(place.zone().value(), record.zone().value()));
            return;
        }
        EniId lingjun = unreachable(record, place.api());
        if (lingjun != null) {
            s.say(Words.noLingjunNode(lingjun.value(), place.node().value()));
            return;
        }
        if (!Opening.room(s, place, record.interfaces().size())) {
            return;
        }
        s.claims = new Claims(place.node(), place.mode(), record.interfaces().size(), List.of(), true);
        s.goneUid = null;
        // A read that is still outstanding was about the name without a pod.
        s.readingPod = false;
        s.draft(selected(record, request)
                .serving(request.uid(), place.node(), place.instance(), place.trunk())
                .through(place.api())
                .attachingAgain());
        Attaching.step(s);
    }

    /**
     * The record with the names of the policies that select the pod that it serves now: they tell of that pod, while groups and vSwitch stay
     * those of the interface (spec: README decision 3). They are written with the uid, not by a write of their own.
     */
    static Allocation selected(Allocation record, AllocationRequest request) {
        List<String> names = request.interfaces().get(0).spec().extras().policies();
        InterfaceAllocation first = record.interfaces().get(0);
        return names.equals(first.spec().extras().policies())
                ? record
                : record.withInterface(0, first.selectedBy(names));
    }

    /** An interface that only Lingjun nodes take, when the node is none; null when it takes them all. */
    @Nullable
    private static EniId unreachable(Allocation record, EnoApi node) {
        for (InterfaceAllocation each : record.interfaces()) {
            if (!node.lingjun()
                    && each.eni() != null
                    && ServingApi.of(node, each.eni().id()) == ServingApi.EFLO) {
                return each.eni().id();
            }
        }
        return null;
    }

    private static void expire(Scratch s) {
        Duration left = timeLeft(s);
        if (left == null) {
            s.say(Words.KEPT);
            return;
        }
        s.say(Words.expires(left));
        if (!(s.view.pod() instanceof PodAnswer.Absent)) {
            return;
        }
        if (left.compareTo(Duration.ZERO) > 0) {
            s.wakeAfter(Math.min(left.toNanos(), s.view.bounds().reStep()));
        } else if (s.read instanceof PodAnswer.Absent) {
            delete(s);
        } else if (s.read != null) {
            s.wakeAfter(2_000_000_000L);
        } else if (!s.readingPod) {
            s.readingPod = true;
            s.emit(new Effect.ReadPod());
        }
    }

    /** How long the address is still kept, null for ever: an interface with the longest patience decides. */
    @Nullable
    private static Duration timeLeft(Scratch s) {
        Duration longest = Duration.ZERO;
        for (InterfaceAllocation each : s.draft().interfaces()) {
            ReleasePolicy release = each.spec().release();
            if (release instanceof ReleasePolicy.Never) {
                return null;
            }
            if (release instanceof ReleasePolicy.Ttl ttl && ttl.after().compareTo(longest) > 0) {
                longest = ttl.after();
            }
        }
        Instant since = s.draft().lastSeen();
        Duration gone = since == null ? Duration.ZERO : Duration.between(since, s.view.storeNow());
        Duration left = longest.minus(gone);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
