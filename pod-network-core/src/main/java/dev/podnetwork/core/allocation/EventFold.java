package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.retry.RetryDecision;
import dev.podnetwork.core.retry.RetryPolicy;
import dev.podnetwork.core.serving.ServingApi;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the events of a step into its scratch: what each completion says about an interface. Decides nothing. */
final class EventFold {
    private static final Comparator<EniDescription> OLDEST =
            Comparator.comparing(EniDescription::createdAt).thenComparing(EniDescription::id);

    private EventFold() {}

    static void fold(Scratch s, List<AllocationEvent> events) {
        for (AllocationEvent event : events) {
            if (event instanceof AllocationEvent.PodRead read) {
                s.readingPod = false;
                s.read = read.answer();
            } else if (s.hasRecord()) {
                foldInterface(s, event);
            }
        }
    }

    private static void foldInterface(Scratch s, AllocationEvent event) {
        if (event instanceof AllocationEvent.Created created && current(s, created.index(), created.intent())) {
            made(s, created.index(), created.eni());
        } else if (event instanceof AllocationEvent.Found found && current(s, found.index(), found.intent())) {
            found(s, found);
        } else if (event instanceof AllocationEvent.Accepted accepted && inRange(s, accepted.index())) {
            accepted(s, accepted);
        } else if (event instanceof AllocationEvent.Failed failed && current(s, failed.index(), failed.intent())) {
            failed(s, failed);
        } else if (event instanceof AllocationEvent.Dropped dropped && inRange(s, dropped.index())) {
            dropped(s, dropped);
        } else if (event instanceof AllocationEvent.Observed observed && inRange(s, observed.index())) {
            observed(s, observed);
        }
    }

    private static boolean inRange(Scratch s, int index) {
        return index < s.interfaces();
    }

    private static boolean current(Scratch s, int index, int intent) {
        return inRange(s, index) && s.at(index).intent() == intent;
    }

    private static void made(Scratch s, int index, EniDescription eni) {
        Work work = s.work(index);
        work.outstanding = null;
        work.forgetFailures();
        if (s.at(index).eni() != null) {
            return;
        }
        s.draft(s.draft().withInterface(index, s.at(index).withEni(allocated(s, eni))));
        work.sight = Sightings.sight(eni.status());
        work.where = eni.attachment();
        // What attaches itself by its creation is as if its attach had been taken now.
        boolean attaches = work.sight == Sight.ATTACHING && s.api(index) == ServingApi.EFLO;
        work.epochAt = Work.NONE;
        work.settledAt = attaches ? s.now : Work.NONE;
        work.last = attaches ? Call.ATTACH : null;
    }

    private static AllocatedEni allocated(Scratch s, EniDescription eni) {
        VSwitchId from = eni.vSwitch();
        VSwitchDescription block = s.view.readings().described().get(from);
        String ipv6 = eni.ipv6().isEmpty() ? null : eni.ipv6().get(0);
        return new AllocatedEni(
                eni.id(),
                eni.mac(),
                eni.vpc(),
                eni.zone(),
                eni.primaryIpv4(),
                block == null ? null : block.cidr(),
                ipv6,
                block == null || ipv6 == null ? null : block.ipv6Cidr());
    }

    private static void found(Scratch s, AllocationEvent.Found found) {
        Work work = s.work(found.index());
        work.outstanding = null;
        if (!found.enis().isEmpty()) {
            made(s, found.index(), found.enis().stream().min(OLDEST).orElseThrow());
            return;
        }
        if (work.empties == 0) {
            work.empties = 1;
            work.emptyAt = found.askedAt();
            work.notBefore = found.askedAt() + s.view.bounds().lag();
        } else if (found.askedAt() - work.emptyAt >= s.view.bounds().lag()) {
            work.empties++;
        }
    }

    private static void accepted(Scratch s, AllocationEvent.Accepted accepted) {
        Work work = s.work(accepted.index());
        if (work.outstanding != accepted.call()) {
            return;
        }
        work.outstanding = null;
        work.settledAt = s.now;
        work.last = accepted.call();
        work.looks = 0;
        work.absentAt = Work.NONE;
        switch (accepted.call()) {
            case ATTACH -> work.sight = Sight.ATTACHING;
            case DETACH -> work.sight = Sight.DETACHING;
            case DELETE -> work.sight = Sight.DELETING;
            default -> {}
        }
    }

    private static void failed(Scratch s, AllocationEvent.Failed failed) {
        Work work = s.work(failed.index());
        if (work.outstanding != failed.call()) {
            return;
        }
        work.outstanding = null;
        work.fault = failed.fault();
        work.tried = failed.call();
        work.attempt++;
        RetryDecision decision = RetryPolicy.decide(failed.fault(), work.attempt, s.view.random());
        work.notBefore = s.now + decision.nanos();
        switch (failed.call()) {
            case CREATE -> createFailed(work, failed.fault(), decision);
            case ATTACH, DETACH, DELETE -> changeFailed(s, work, failed, decision);
            default -> {}
        }
    }

    private static void createFailed(Work work, CloudFault fault, RetryDecision decision) {
        boolean forGood = fault.kind() == CloudFault.Kind.NOT_FOUND || decision instanceof RetryDecision.GiveUp;
        switch (fault.kind()) {
            case TOKEN_SPENT, CONFLICT -> work.mustFind = true;
            case OUTCOME_UNKNOWN -> work.unanswered = true;
            default -> {
                // A refusal says nothing about an earlier send of the same token that was never answered.
                work.mustFind |= forGood && work.unanswered;
                work.refused = forGood && !work.unanswered;
            }
        }
        if (work.refused && work.sends > 1) {
            // The refusal is about this send; an earlier one may still have been applied.
            work.refused = false;
            work.mustFind = true;
        }
    }

    private static void changeFailed(Scratch s, Work work, AllocationEvent.Failed failed, RetryDecision decision) {
        CloudFault fault = failed.fault();
        boolean eniGone = fault.kind() == CloudFault.Kind.NOT_FOUND && fault.scope() == CloudFault.Scope.ENI;
        if (eniGone && failed.call() == Call.DELETE) {
            work.sight = Sight.GONE;
            return;
        }
        if (decision instanceof RetryDecision.DescribeFirst || refusedForGood(fault)) {
            work.sight = Sight.UNKNOWN;
            work.last = failed.call();
            work.settledAt = s.now;
            work.absentAt = Work.NONE;
        }
    }

    /** A refusal that no waiting cures may be due to a state of the interface that we do not know: look before asking again. */
    static boolean refusedForGood(CloudFault fault) {
        return fault.kind() == CloudFault.Kind.INVALID_REQUEST || fault.kind() == CloudFault.Kind.FORBIDDEN;
    }

    private static void dropped(Scratch s, AllocationEvent.Dropped dropped) {
        Work work = s.work(dropped.index());
        if (work.outstanding != dropped.call()) {
            return;
        }
        work.outstanding = null;
        if (dropped.call() == Call.CREATE) {
            work.sends--;
        }
        work.notBefore = s.now + 1_000_000_000L;
    }

    private static void observed(Scratch s, AllocationEvent.Observed observed) {
        Work work = s.work(observed.index());
        if (work.outstanding == Call.OBSERVE) {
            work.outstanding = null;
        }
        AllocatedEni eni = s.at(observed.index()).eni();
        if (eni != null && eni.id().equals(observed.observation().id())) {
            Sightings.apply(work, observed.observation(), s.now, s.view.bounds());
            learnAddress(s, observed.index(), eni, observed.observation().seen());
        }
    }

    /** The cloud chooses the address of a Lingjun interface after it has taken its create. */
    private static void learnAddress(Scratch s, int index, AllocatedEni known, @Nullable EniDescription seen) {
        if (known.ipv4().isEmpty() && seen != null && !seen.ipv4().isEmpty()) {
            s.draft(s.draft().withInterface(index, s.at(index).withEni(allocated(s, seen))));
        }
    }
}
