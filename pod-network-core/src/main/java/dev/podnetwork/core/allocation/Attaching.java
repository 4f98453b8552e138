package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.core.serving.AttachTimes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ATTACHING and BOUND: keeps every interface attached where its pod is. */
final class Attaching {
    private static final long STUCK = 60_000_000_000L;

    private Attaching() {}

    static void step(Scratch s) {
        if (dropLost(s) || startAgain(s)) {
            return;
        }
        if (allHere(s) && addressed(s)) {
            bound(s);
            return;
        }
        if (s.draft().phase() == AllocationPhase.BOUND) {
            if (!anyElsewhere(s)) {
                lookAtUnknown(s);
                return;
            }
            leaveBound(s);
        }
        s.say(Words.ATTACHING);
        if (!retarget(s)) {
            return;
        }
        for (int i = 0; i < s.interfaces(); i++) {
            attach(s, i);
            sayLate(s, i);
        }
    }

    /**
     * A Lingjun interface that could not be made, or is being deleted, is gone for good: all is made again (scenario F11). Beside
     * interfaces that a pod has used already only it is: what is left of it is found by the sweep.
     */
    private static boolean startAgain(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (!s.passesAway(i) || s.work(i).outstanding != null) {
                continue;
            }
            s.say(Words.passingAway(eni(s, i).id().value()));
            boolean used = s.draft().returning() || s.draft().phase() == AllocationPhase.BOUND;
            if (used && anyOtherStays(s, i)) {
                s.work(i).sight = Sight.GONE;
                return dropLost(s);
            }
            Releasing.giveUp(s);
            return true;
        }
        return false;
    }

    private static boolean anyOtherStays(Scratch s, int index) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (i != index && !s.passesAway(i) && s.work(i).sight != Sight.GONE) {
                return true;
            }
        }
        return false;
    }

    /** Whether every address is known; the cloud tells that of a Lingjun interface after its creation. */
    private static boolean addressed(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (eni(s, i).ipv4().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether an interface was seen anywhere else than where it belongs; unknown is not elsewhere. */
    private static boolean anyElsewhere(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.work(i).sight != Sight.UNKNOWN && !here(s, i)) {
                return true;
            }
        }
        return false;
    }

    /** The record was bound by an earlier leader after this one had read it: a binding holds until it is seen not to. */
    private static void lookAtUnknown(Scratch s) {
        s.say(Words.BOUND);
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.work(i).sight == Sight.UNKNOWN) {
                observe(s, i);
            }
        }
    }

    /** Every interface of a bound record has to be seen again: what undid one may have undone others, unseen so far. */
    private static void leaveBound(Scratch s) {
        s.draft(s.draft().attachingAgain());
        for (int i = 0; i < s.interfaces(); i++) {
            Work work = s.work(i);
            if (here(s, i)) {
                work.sight = Sight.UNKNOWN;
            }
        }
    }

    private static boolean allHere(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (!here(s, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean here(Scratch s, int index) {
        Work work = s.work(index);
        return work.sight == Sight.ATTACHED
                && work.outstanding != Call.DETACH
                && (work.where == null
                        || isAt(work.where, s.draft().instance(), s.draft().trunk()));
    }

    private static boolean isAt(EniAttachment where, @Nullable InstanceId instance, @Nullable EniId trunk) {
        return where.instance().equals(instance) && Objects.equals(where.trunk(), trunk);
    }

    private static void bound(Scratch s) {
        s.say(Words.BOUND);
        if (s.draft().phase() == AllocationPhase.BOUND) {
            lookAtMissing(s);
            LastSeen.ofBound(s);
            return;
        }
        Allocation record = s.draft();
        for (int i = 0; i < s.interfaces(); i++) {
            Work work = s.work(i);
            work.forgetFailures();
            record = record.withInterface(i, record.interfaces().get(i).withAttached(attached(record, work.where)));
        }
        record = record.in(AllocationPhase.BOUND);
        s.draft(record.fixed() ? record.seenAt(s.view.storeNow()) : record);
        s.emit(new Effect.Publish());
    }

    private static Attached attached(Allocation record, @Nullable EniAttachment where) {
        return where == null
                ? new Attached(record.mode(), 0, null)
                : new Attached(
                        record.mode(), where.trunk() == null ? 0 : where.deviceIndex(), where.networkCardIndex());
    }

    /** A sweep did not list an interface of a bound record: look a second time. */
    private static void lookAtMissing(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.work(i).absentAt != Work.NONE) {
                observe(s, i);
            }
        }
    }

    private static void attach(Scratch s, int index) {
        Work work = s.work(index);
        if (work.outstanding != null) {
            return;
        }
        if (here(s, index)) {
            if (eni(s, index).ipv4().isEmpty()) {
                observe(s, index);
            }
            return;
        }
        if (!work.free(s.now)) {
            s.wakeAt(work.notBefore);
            if (work.fault != null && (work.sight == Sight.UNATTACHED || isWithoutInstance(work.fault))) {
                Call tried = work.tried == null ? Call.ATTACH : work.tried;
                s.say(Words.fault(tried, work.fault, work.notBefore - s.now));
            } else {
                sayRefused(s, work);
            }
            return;
        }
        switch (work.sight) {
            case UNATTACHED ->
                s.emit(new Effect.Attach(
                        index,
                        eni(s, index).id(),
                        Objects.requireNonNull(s.draft().instance()),
                        s.draft().trunk()));
            case ATTACHED -> Attaching.detach(s, index);
            default -> observe(s, index);
        }
    }

    private static void sayLate(Scratch s, int index) {
        Work work = s.work(index);
        EniId id = eni(s, index).id();
        AttachTimes usual = AttachTimes.of(s.api(index), id);
        boolean under = work.sight == Sight.ATTACHING
                && work.last == Call.ATTACH
                && work.settledAt != Work.NONE
                && (work.fault == null || work.free(s.now));
        long since = under ? s.now - work.settledAt : 0;
        if (since >= usual.deadline().toNanos()) {
            s.say(Words.late(id.value(), Duration.ofNanos(since), usual.deadline()));
        }
    }

    /** The node's instance is gone: nothing but another placement helps. */
    private static boolean isWithoutInstance(CloudFault fault) {
        return fault.kind() == CloudFault.Kind.NOT_FOUND && fault.scope() == CloudFault.Scope.INSTANCE;
    }

    static AllocatedEni eni(Scratch s, int index) {
        InterfaceAllocation at = s.at(index);
        return Objects.requireNonNull(at.eni(), "interface without an id");
    }

    static void detach(Scratch s, int index) {
        EniAttachment where = s.work(index).where;
        InstanceId instance = where != null ? where.instance() : s.draft().instance();
        EniId trunk = where != null ? where.trunk() : s.draft().trunk();
        if (instance == null) {
            observe(s, index);
        } else {
            s.emit(new Effect.Detach(index, eni(s, index).id(), instance, trunk));
        }
    }

    static void observe(Scratch s, int index) {
        Work work = s.work(index);
        if (work.outstanding != null) {
            return;
        }
        if (work.free(s.now)) {
            Call after = work.last == null ? Call.OBSERVE : work.last;
            s.emit(new Effect.Observe(index, eni(s, index).id(), after, work.looks == 0));
        } else {
            s.wakeAt(work.notBefore);
            sayRefused(s, work);
        }
    }

    private static void sayRefused(Scratch s, Work work) {
        if (work.fault == null || work.tried == null || !EventFold.refusedForGood(work.fault)) {
            return;
        }
        boolean binding = switch (s.draft().phase()) {
            case REQUESTED, ATTACHING, BOUND -> true;
            case DETACHING, RETAINED, DELETING -> false;
        };
        Explanation words = Words.fault(work.tried, work.fault, work.notBefore - s.now);
        s.say(binding ? words : Words.releasing(words));
    }

    /** Whether a transition of this age is to be asked for once more. */
    static boolean stuck(Scratch s, Work work) {
        return work.settledAt == Work.NONE || s.now - work.settledAt >= STUCK;
    }

    /** The record names the instance that the node is now; nothing is attached before that is committed. */
    private static boolean retarget(Scratch s) {
        Allocation record = s.draft();
        Placement placement = Placement.of(record.node(), s.view.node(), Placement.specs(record));
        if (placement instanceof Placement.Place place && place.node().equals(record.node())) {
            if (!place.instance().equals(record.instance()) || !Objects.equals(place.trunk(), record.trunk())) {
                s.draft(record.serving(record.podUid(), record.node(), place.instance(), place.trunk())
                        .through(place.api()));
            }
            return true;
        }
        if (record.instance() != null) {
            return true;
        }
        s.say(placement instanceof Placement.Nowhere nowhere ? nowhere.explanation() : Words.ATTACHING);
        return false;
    }

    /** Interfaces that are gone for good: the record goes with the last one, else the missing one is made again. */
    private static boolean dropLost(Scratch s) {
        int lost = 0;
        boolean waits = false;
        for (int i = 0; i < s.interfaces(); i++) {
            lost += s.work(i).sight == Sight.GONE ? 1 : 0;
            waits |= s.work(i).outstanding != null;
        }
        if (lost == 0) {
            return false;
        }
        if (lost == s.interfaces()) {
            if (s.draft().phase() == AllocationPhase.BOUND) {
                s.emit(new Effect.Withdraw(s.draft().podUid()));
            }
            s.remove();
            s.say(Words.REMOVED);
            s.wakeAt(s.now);
            return true;
        }
        if (s.draft().phase() == AllocationPhase.BOUND) {
            // Two commits, so that a torn write never shows a bound record whose new interface is not attached.
            leaveBound(s);
            s.wakeAt(s.now);
        } else if (waits) {
            // A call of another interface would end in a phase that knows nothing of it.
            s.say(Words.ATTACHING);
        } else {
            makeAgain(s);
        }
        return true;
    }

    private static void makeAgain(Scratch s) {
        Allocation record = s.draft().requestedAgain();
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.work(i).sight == Sight.GONE) {
                InterfaceAllocation lost = record.interfaces().get(i);
                record = record.withInterface(i, lost.nextIntent(lost.vSwitch()));
                s.work(i).open(lost.intent() + 1, s.now);
            }
        }
        s.draft(record);
        Creating.step(s);
    }
}
