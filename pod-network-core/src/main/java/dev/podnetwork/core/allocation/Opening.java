package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import java.util.ArrayList;
import java.util.List;

/** No record yet: waits, rejects, or opens one with its first intents. */
final class Opening {
    private Opening() {}

    static void step(Scratch s) {
        AllocationRequest request = s.view.request();
        if (request == null) {
            s.refusal = null;
            s.say(Words.NOTHING);
            return;
        }
        if (!scheduledAsAsked(s, request)) {
            return;
        }
        Memory.Refusal refusal = s.refusal;
        if (refusal != null && refusal.request().equals(request) && s.now - refusal.until() < 0) {
            s.say(refusal.explanation());
            s.wakeAt(refusal.until());
            return;
        }
        Placement placement = Placement.of(request.node(), s.view.node(), specs(request));
        if (placement instanceof Placement.Nowhere nowhere) {
            s.say(nowhere.explanation());
        } else if (placement instanceof Placement.Place place) {
            open(s, request, place);
        }
    }

    static List<InterfaceSpec> specs(AllocationRequest request) {
        return request.interfaces().stream().map(InterfaceRequest::spec).toList();
    }

    private static boolean scheduledAsAsked(Scratch s, AllocationRequest request) {
        PodAnswer pod = s.view.pod();
        if (pod instanceof PodAnswer.Scheduled scheduled
                && scheduled.uid().equals(request.uid())
                && scheduled.node().equals(request.node())) {
            return true;
        }
        if (pod instanceof PodAnswer.Unknown) {
            s.say(Words.POD_UNKNOWN);
        } else if (pod instanceof PodAnswer.Unscheduled unscheduled
                && unscheduled.uid().equals(request.uid())) {
            s.say(Words.UNSCHEDULED);
        } else {
            s.say(Words.POD_GONE);
        }
        return false;
    }

    /** Whether the slots that are counted here suffice; says so when they do not. */
    static boolean room(Scratch s, Placement.Place place, int slots) {
        Readings readings = s.view.readings();
        if (readings.freeSlots() < slots) {
            s.say(Words.noSlot(place.node().value(), slots, Math.max(readings.freeSlots(), 0), readings.slotsAhead()));
            return false;
        }
        if (readings.freeWork() < 1) {
            s.say(Words.noWork(readings.workAhead()));
            return false;
        }
        return true;
    }

    private static void open(Scratch s, AllocationRequest request, Placement.Place place) {
        if (quotaUsedUp(s) || !room(s, place, request.interfaces().size())) {
            return;
        }
        AddressPick pick = new AddressPick(s, place.zone());
        List<InterfaceAllocation> interfaces =
                new ArrayList<>(request.interfaces().size());
        for (InterfaceRequest each : request.interfaces()) {
            VSwitchId from = pick.pick(each);
            if (from == null) {
                s.say(pick.lack());
                return;
            }
            interfaces.add(new InterfaceAllocation(each.spec(), from, 1, null, null));
        }
        s.claims = new Claims(place.node(), place.mode(), interfaces.size(), pick.picked(), true);
        commit(s, request, place, interfaces);
    }

    private static void commit(
            Scratch s, AllocationRequest request, Placement.Place place, List<InterfaceAllocation> interfaces) {
        s.draft(new Allocation(
                request.pod(),
                request.uid(),
                place.node(),
                place.zone(),
                place.instance(),
                place.trunk(),
                AllocationPhase.REQUESTED,
                false,
                false,
                null,
                interfaces,
                place.api()));
        s.works = new Work[interfaces.size()];
        for (int i = 0; i < s.works.length; i++) {
            s.works[i] = new Work();
            s.works[i].open(1, s.now);
            Creating.send(s, i);
        }
        s.say(Words.CREATING);
    }

    /** There is no record any more because the cloud refused it; the wish is tried again later. */
    static void refuse(Scratch s, Work work) {
        AllocationRequest request = s.view.request();
        CloudFault fault = work.fault;
        s.remove();
        if (request == null || fault == null || scarce(fault)) {
            s.say(Words.REMOVED);
            s.wakeAt(s.now);
            return;
        }
        Explanation words = Words.rejected(fault);
        s.refusal = new Memory.Refusal(request, words, work.notBefore);
        s.say(words);
        s.wakeAt(work.notBefore);
    }

    /** Refusals that the shared readings remember, for every wish alike. */
    static boolean scarce(CloudFault fault) {
        return fault.kind() == CloudFault.Kind.ADDRESS_EXHAUSTED || fault.kind() == CloudFault.Kind.QUOTA_EXCEEDED;
    }

    /** Whether a quota is used up; says so. */
    static boolean quotaUsedUp(Scratch s) {
        Readings.QuotaReading quota = s.view.readings().quota();
        if (quota == null) {
            return false;
        }
        s.say(Words.noQuota(quota.quota(), quota.reason(), quota.until() - s.now));
        s.wakeAt(quota.until());
        return true;
    }
}
