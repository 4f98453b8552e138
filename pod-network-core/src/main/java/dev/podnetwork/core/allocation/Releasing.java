package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;

/** The pod is gone: from any binding phase to RETAINED or away. */
final class Releasing {
    private Releasing() {}

    /** REQUESTED, ATTACHING or BOUND, and the pod is surely gone. */
    static void begin(Scratch s) {
        Allocation record = s.draft();
        if (record.phase() == AllocationPhase.REQUESTED && !holdsAny(record)) {
            resolve(s);
            return;
        }
        if (record.phase() == AllocationPhase.BOUND) {
            s.emit(new Effect.Withdraw(record.podUid()));
        }
        boolean keep = record.fixed() && !s.view.deletionRequested();
        s.readingPod = false;
        s.draft(record.detaching(keep).seenAt(s.view.storeNow()));
        detach(s);
    }

    /** Some interfaces exist and the others cannot be made, or are lost: nothing is held while waiting (design §5). */
    static void giveUp(Scratch s) {
        if (s.draft().phase() == AllocationPhase.BOUND) {
            s.emit(new Effect.Withdraw(s.draft().podUid()));
        }
        s.readingPod = false;
        s.draft(s.draft().detaching(false).seenAt(s.view.storeNow()));
        detach(s);
    }

    private static boolean holdsAny(Allocation record) {
        return record.interfaces().stream().anyMatch(each -> each.eni() != null);
    }

    /** Nothing is recorded yet: find out whether anything was made. */
    private static void resolve(Scratch s) {
        s.say(Words.DELETING);
        boolean open = false;
        for (int i = 0; i < s.interfaces(); i++) {
            open |= !resolved(s, i);
        }
        if (!open) {
            s.remove();
            s.say(Words.REMOVED);
            s.wakeAt(s.now);
        }
    }

    /** Whether it is known that the open intent of this interface made nothing; asks if not. */
    private static boolean resolved(Scratch s, int index) {
        Work work = s.work(index);
        if (work.sight == Sight.NOTHING) {
            return true;
        }
        if (work.outstanding != null) {
            return false;
        }
        boolean neverSent = work.openedAt != Work.NONE && work.sends == 0;
        if (neverSent || work.refused || work.empties >= 2) {
            work.sight = Sight.NOTHING;
            return true;
        }
        if (work.free(s.now)) {
            s.emit(new Effect.Find(index, s.at(index).intent()));
        } else {
            s.wakeAt(work.notBefore);
        }
        return false;
    }

    /** DETACHING: until every interface is seen unattached, gone, or never made. */
    static void detach(Scratch s) {
        s.say(Words.DETACHING);
        boolean all = true;
        for (int i = 0; i < s.interfaces(); i++) {
            all &= s.at(i).eni() == null ? resolved(s, i) : away(s, i);
        }
        if (all) {
            detached(s);
        }
    }

    /** Whether this interface is attached nowhere; works on it if not. */
    private static boolean away(Scratch s, int index) {
        Work work = s.work(index);
        switch (work.sight) {
            case UNATTACHED, DELETING, GONE, NOTHING -> {
                return work.outstanding == null;
            }
            case ATTACHED -> change(s, index, Call.DETACH);
            case DETACHING -> {
                if (Attaching.stuck(s, work) && work.where != null) {
                    change(s, index, Call.DETACH);
                } else {
                    Attaching.observe(s, index);
                }
            }
            default -> Attaching.observe(s, index);
        }
        return false;
    }

    private static void change(Scratch s, int index, Call call) {
        Work work = s.work(index);
        if (work.outstanding != null) {
            return;
        }
        if (!work.free(s.now)) {
            s.wakeAt(work.notBefore);
            if (work.fault != null) {
                s.say(Words.fault(call, work.fault, work.notBefore - s.now));
            }
        } else if (call == Call.DETACH) {
            Attaching.detach(s, index);
        } else {
            s.emit(new Effect.Delete(index, Attaching.eni(s, index).id()));
        }
    }

    private static void detached(Scratch s) {
        boolean anyLeft = false;
        boolean anyLost = false;
        for (int i = 0; i < s.interfaces(); i++) {
            boolean left = s.work(i).sight == Sight.UNATTACHED || s.work(i).sight == Sight.DELETING;
            anyLeft |= left;
            anyLost |= !left || s.passesAway(i);
            s.work(i).forgetFailures();
        }
        if (!anyLeft) {
            s.remove();
            s.say(Words.REMOVED);
            s.wakeAt(s.now);
        } else if (s.draft().keep() && s.draft().fixed() && !s.view.deletionRequested() && !anyLost) {
            s.draft(s.draft().in(AllocationPhase.RETAINED).unattached());
            Retaining.step(s);
        } else {
            s.draft(s.draft().in(AllocationPhase.DELETING));
            delete(s);
        }
    }

    /** DELETING: until every interface is seen to be gone. */
    static void delete(Scratch s) {
        s.say(Words.DELETING);
        boolean all = true;
        for (int i = 0; i < s.interfaces(); i++) {
            all &= s.at(i).eni() == null || gone(s, i);
        }
        if (all) {
            s.remove();
            s.say(Words.REMOVED);
            s.wakeAt(s.now);
        }
    }

    private static boolean gone(Scratch s, int index) {
        Work work = s.work(index);
        switch (work.sight) {
            case GONE, NOTHING -> {
                return true;
            }
            case UNATTACHED -> change(s, index, Call.DELETE);
            case ATTACHED -> change(s, index, Call.DETACH);
            case DELETING -> {
                boolean again = Attaching.stuck(s, work) || (work.last != Call.DELETE && s.passesAway(index));
                if (again && work.absentAt == Work.NONE) {
                    change(s, index, Call.DELETE);
                } else {
                    Attaching.observe(s, index);
                }
            }
            default -> Attaching.observe(s, index);
        }
        return false;
    }
}
