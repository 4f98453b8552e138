package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.cloud.CloudFault;
import org.jspecify.annotations.Nullable;

/** REQUESTED: brings every interface into being, each under its own intent. */
final class Creating {
    /** Refusals after which what is held already is given back: others may be able to use it. */
    private static final int PATIENCE = 3;

    private Creating() {}

    static void step(Scratch s) {
        s.say(Words.CREATING);
        for (int i = 0; i < s.interfaces() && requested(s); i++) {
            if (s.at(i).eni() == null) {
                create(s, i);
            }
        }
        if (requested(s) && s.draft().complete()) {
            s.draft(s.draft().attaching());
            Attaching.step(s);
        }
    }

    private static boolean requested(Scratch s) {
        return s.hasRecord() && s.draft().phase() == AllocationPhase.REQUESTED;
    }

    static void send(Scratch s, int index) {
        s.work(index).sends++;
        s.emit(new Effect.Create(index, s.at(index).intent()));
    }

    private static void create(Scratch s, int index) {
        Work work = s.work(index);
        if (work.outstanding != null) {
            return;
        }
        if (work.refused) {
            refused(s, index);
        } else if (!work.free(s.now)) {
            waitForRetry(s, index);
        } else if (maySendAgain(s, work)) {
            send(s, index);
        } else if (work.empties < 2) {
            s.emit(new Effect.Find(index, s.at(index).intent()));
        } else {
            nextIntent(s, index, s.at(index).vSwitch());
        }
    }

    /** Only called while no call of this interface is outstanding. A vSwitch that opens before the next try ends the wait too. */
    private static void waitForRetry(Scratch s, int index) {
        Work work = s.work(index);
        s.wakeAt(work.notBefore);
        if (work.fault != null) {
            s.say(Words.createFault(work.fault, s.at(index).vSwitch(), s.nextLook() - s.now));
        }
    }

    /** Only the process that opened the intent, for a while, unless the token is known to be spent. */
    private static boolean maySendAgain(Scratch s, Work work) {
        return work.openedAt != Work.NONE
                && s.now - work.openedAt < s.view.bounds().tokenLife()
                && !work.mustFind;
    }

    private static void nextIntent(Scratch s, int index, VSwitchId from) {
        Work work = s.work(index);
        int attempt = work.attempt;
        s.draft(s.draft().withInterface(index, s.at(index).nextIntent(from)));
        work.open(s.at(index).intent(), s.now);
        work.attempt = attempt;
        send(s, index);
    }

    /**
     * The intent is closed. Another one is opened as soon as there is reason to believe in it; until then the record goes,
     * unless it holds something.
     */
    private static void refused(Scratch s, int index) {
        Work work = s.work(index);
        CloudFault fault = work.fault;
        AllocationRequest request = s.view.request();
        boolean picks = request != null && index < request.interfaces().size() && fault != null && aboutVSwitch(fault);
        VSwitchId from = request != null && picks
                ? pick(s, request.interfaces().get(index))
                : s.at(index).vSwitch();
        if (from != null && picks && !from.equals(s.at(index).vSwitch())) {
            nextIntent(s, index, from);
        } else if (holdsNothing(s)) {
            Opening.refuse(s, work);
        } else if (!work.free(s.now)) {
            waitForRetry(s, index);
        } else if ((work.attempt >= PATIENCE || from == null) && !s.draft().returning()) {
            Releasing.giveUp(s);
        } else if (from != null && !Opening.quotaUsedUp(s)) {
            nextIntent(s, index, from);
        }
    }

    private static boolean aboutVSwitch(CloudFault fault) {
        return fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED || fault.scope() == CloudFault.Scope.VSWITCH;
    }

    /** A vSwitch that has an address as far as anybody knows; says so when there is none. */
    @Nullable
    private static VSwitchId pick(Scratch s, InterfaceRequest wish) {
        AddressPick pick = new AddressPick(s, s.draft().zone());
        VSwitchId from = pick.pick(wish);
        if (from == null) {
            s.say(pick.lack());
        }
        return from;
    }

    private static boolean holdsNothing(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.at(i).eni() != null || !settled(s.work(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the open intent surely made nothing. */
    private static boolean settled(Work work) {
        boolean neverSent = work.openedAt != Work.NONE && work.sends == 0;
        return work.outstanding == null && (work.refused || neverSent || work.empties >= 2);
    }
}
