package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.cloud.VSwitchLedger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An intent that was refused for want of an address keeps none from others while it waits for one. */
final class IdleIntents {
    private final VSwitchLedger ledger;
    private final Map<PodRef, List<VSwitchId>> idle = new LinkedHashMap<>();

    IdleIntents(VSwitchLedger ledger) {
        this.ledger = ledger;
    }

    /** What a step left of a record, and what it waits for. */
    void note(Mailbox<Allocation, AllocationEvent, Memory> box, Explanation explanation) {
        List<VSwitchId> before = idle.isEmpty() ? null : idle.remove(box.key);
        if (before != null) {
            before.forEach(id -> ledger.reserve(id, 1));
        }
        Allocation record = box.record();
        if (record != null && record.phase() == AllocationPhase.REQUESTED && lacksAddress(explanation)) {
            List<VSwitchId> now = unmade(record, box.soft);
            now.forEach(id -> ledger.reserve(id, -1));
            idle.put(box.key, now);
        }
    }

    /** How many reservations of this vSwitch were given back for records that lack an address. */
    int givenBack(VSwitchId id) {
        int all = 0;
        for (List<VSwitchId> each : idle.values()) {
            all += Collections.frequency(each, id);
        }
        return all;
    }

    /** Whether an address is what it waits for. */
    static boolean lacksAddress(Explanation explanation) {
        ScarceResource scarce = explanation.waitsFor();
        return scarce != null && scarce.kind() == ScarceResource.Kind.VSWITCH_ADDRESS;
    }

    private static List<VSwitchId> unmade(Allocation record, Memory soft) {
        List<VSwitchId> unmade = new ArrayList<>(1);
        for (int i = 0; i < record.interfaces().size(); i++) {
            InterfaceAllocation each = record.interfaces().get(i);
            if (each.eni() == null && soft.outstanding(i) == null) {
                unmade.add(each.vSwitch());
            }
        }
        return unmade;
    }
}
