package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.cloud.CloudFault;
import org.jspecify.annotations.Nullable;

/** REQUESTED: brings every interface into being, each under its own intent. */
final class Creating {
    private Creating() {}

    static void step(Scratch s) {
        s.say(Words.CREATING);
        for (int i = 0; i < s.interfaces() && s.hasRecord(); i++) {
            if (s.at(i).eni() == null) {
                create(s, i);
            }
        }
        if (s.hasRecord() && s.draft().complete()) {
            s.draft(s.draft().attaching());
            Attaching.step(s);
        }
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
            waitForRetry(s, work);
        } else if (maySendAgain(s, work)) {
            send(s, index);
        } else if (work.empties < 2) {
            s.emit(new Effect.Find(index, s.at(index).intent()));
        } else {
            nextIntent(s, index, s.at(index).vSwitch());
        }
    }

    static void waitForRetry(Scratch s, Work work) {
        s.wakeAt(work.notBefore);
        if (work.fault != null) {
            s.say(Words.fault(work.outstanding == null ? Call.CREATE : work.outstanding, work.fault, work.notBefore - s.now));
        }
    }

    /** Only the process that opened the intent, for a while, unless the token is known to be spent. */
    private static boolean maySendAgain(Scratch s, Work work) {
        return work.openedAt != Work.NONE
                && s.now - work.openedAt < s.view.bounds().tokenLife()
                && !work.mustFind;
    }

    private static void nextIntent(Scratch s, int index, VSwitchId from) {
        s.draft(s.draft().withInterface(index, s.at(index).nextIntent(from)));
        s.work(index).open(s.now);
        send(s, index);
    }

    /** The intent is closed: another vSwitch if there is one, else the record goes unless it holds something. */
    private static void refused(Scratch s, int index) {
        Work work = s.work(index);
        VSwitchId other = anotherVSwitch(s, index, work.fault);
        if (other != null) {
            nextIntent(s, index, other);
        } else if (holdsNothing(s)) {
            Opening.refuse(s, work);
        } else if (!work.free(s.now)) {
            waitForRetry(s, work);
        } else {
            nextIntent(s, index, s.at(index).vSwitch());
        }
    }

    @Nullable
    private static VSwitchId anotherVSwitch(Scratch s, int index, @Nullable CloudFault fault) {
        AllocationRequest request = s.view.request();
        boolean aboutVSwitch = fault != null
                && (fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED || fault.scope() == CloudFault.Scope.VSWITCH);
        if (!aboutVSwitch || request == null || index >= request.interfaces().size()) {
            return null;
        }
        InterfaceRequest wish = request.interfaces().get(index);
        VSwitchId other = new AddressPick(s, s.draft().zone()).pick(wish);
        return s.at(index).vSwitch().equals(other) ? null : other;
    }

    private static boolean holdsNothing(Scratch s) {
        for (int i = 0; i < s.interfaces(); i++) {
            if (s.at(i).eni() != null || s.work(i).outstanding != null) {
                return false;
            }
        }
        return true;
    }
}
