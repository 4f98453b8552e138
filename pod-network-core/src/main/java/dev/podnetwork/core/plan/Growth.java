package dev.podnetwork.core.plan;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.vswitch.VSwitchChoice;
import java.util.List;

/**
 * Spreads wanted addresses over interfaces: a trunk that is still missing, then what is attached and has room, then new
 * ones (spec: control-plane §6.6). An interface has one call at a time; room that one call cannot fill stays set aside for
 * its next ones, so that no interface is made in its place.
 */
final class Growth {
    private final Draft draft;
    private final NewSlots slots;
    private int urgent;

    Growth(Draft draft) {
        this.draft = draft;
        this.slots = NewSlots.left(draft.shape.flavor(), draft.node);
    }

    /** Addresses for ordinary pods, the first ones urgent. */
    void ordinary(int wanted, int urgentOnes) {
        urgent = urgentOnes;
        int left = create(EniReading.Kind.TRUNK, slots.trunk(), wanted);
        left = draft.shape.calls().assign() == 1 ? spread(ordinaryEnis(), left) : fill(ordinaryEnis(), left);
        finish(create(EniReading.Kind.SECONDARY, slots.secondary(), left));
    }

    /** Addresses for RDMA pods, who all wait. */
    void rdma(int wanted) {
        urgent = wanted;
        List<EniReading> there = draft.node.enis().stream()
                .filter(eni -> eni.kind() == EniReading.Kind.RDMA)
                .toList();
        finish(wanted == 0 ? 0 : create(EniReading.Kind.RDMA, slots.rdma(), fill(there, wanted)));
    }

    private void finish(int left) {
        if (left > 0) {
            draft.unplaced(left);
            draft.lack(PoolPlan.Kind.NODE_FULL, left + " addresses find no place on this node", null);
        }
    }

    private List<EniReading> ordinaryEnis() {
        List<EniReading> there = draft.node.enis().stream()
                .filter(eni -> eni.kind() != EniReading.Kind.RDMA)
                .toList();
        return Preference.toFill(draft.policy, there);
    }

    /**
     * Where a call carries one address, as on Lingjun, each interface gets one before any gets its next: the calls run in
     * parallel (scenario H55).
     */
    private int spread(List<EniReading> enis, int wanted) {
        int left = wanted;
        for (EniReading eni : enis) {
            if (left > 0 && eni.serves()) {
                left -= fill(eni, 1);
            }
        }
        for (EniReading eni : enis) {
            int later = eni.serves() ? Math.max(room(eni, 0) - 1, 0) : 0;
            left -= later > 0 && left > 0 ? draft.funds.take(eni.vSwitch(), Math.min(later, left)) : 0;
        }
        return left;
    }

    private int fill(List<EniReading> enis, int wanted) {
        int left = wanted;
        for (EniReading eni : enis) {
            if (left > 0 && eni.serves()) {
                left -= fill(eni, left);
            }
        }
        return left;
    }

    private int fill(EniReading eni, int wanted) {
        int halves = DemandRule.halves(draft.policy, eni);
        int room = Math.min(room(eni, halves), wanted);
        if (room <= 0 || eni.id() == null) {
            return 0;
        }
        int firsts = Math.max(room - halves, 0);
        int granted = firsts == 0 ? 0 : draft.funds.take(eni.vSwitch(), firsts);
        if (firsts > 0 && granted == 0) {
            draft.lack(
                    PoolPlan.Kind.NO_VSWITCH_ADDRESS,
                    draft.funds.why(eni.vSwitch()),
                    draft.funds.retryAt(eni.vSwitch()));
        }
        int placed = room - firsts + granted;
        if (placed > 0 && eni.open()) {
            int one = Math.min(placed, draft.shape.calls().assign());
            int more = Math.max(one - halves, 0);
            draft.add(new PlanStep.Assign(eni.id(), more, dual() ? one : 0, urgent > 0));
        } else if (placed > 0) {
            draft.lack(PoolPlan.Kind.INTERFACE_BUSY, eni.id() + " is busy with another call, or pauses", null);
        }
        urgent -= placed;
        return placed;
    }

    private int room(EniReading eni, int halves) {
        int room = draft.shape.ipv4PerEni() - eni.ipv4Taken();
        return dual() ? Math.min(room + halves, draft.shape.ipv6PerEni() - eni.ipv6Taken()) : room;
    }

    private int create(EniReading.Kind kind, int slotsLeft, int wanted) {
        int left = wanted;
        boolean needed = kind == EniReading.Kind.TRUNK || left > 0;
        for (int i = 0; i < slotsLeft && needed; i++) {
            int placed = create(kind, left);
            if (placed == 0) {
                draft.unplaced(left);
                return 0;
            }
            left = Math.max(left - placed, 0);
            needed = left > 0;
        }
        return left;
    }

    /** One new interface, or none because something is in the way, which is said. */
    private int create(EniReading.Kind kind, int wanted) {
        VSwitchChoice choice = draft.funds.pick();
        if (choice instanceof VSwitchChoice.Refused refused) {
            draft.lack(PoolPlan.Kind.NO_VSWITCH_ADDRESS, refused.reason(), refused.retryAt());
        }
        if (!(choice instanceof VSwitchChoice.Picked picked) || !draft.mayCreate()) {
            return 0;
        }
        int most = Math.min(draft.shape.ipv4PerEni(), 1 + draft.shape.calls().createExtra());
        int pairs = dual() ? Math.min(most, Math.max(draft.shape.ipv6PerEni(), 1)) : most;
        int ipv4 = draft.funds.take(picked.id(), Math.max(Math.min(pairs, wanted), 1));
        int ipv6 = dual() && wanted > 0 ? Math.min(ipv4, draft.shape.calls().assign()) : 0;
        draft.add(new PlanStep.Create(kind, picked.id(), ipv4, ipv6, 0, 0, urgent > 0));
        urgent -= ipv4;
        return ipv4;
    }

    private boolean dual() {
        return draft.policy.stack() == IpStack.DUAL;
    }
}
