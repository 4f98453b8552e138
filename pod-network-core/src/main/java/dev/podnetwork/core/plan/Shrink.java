package dev.podnetwork.core.plan;

import dev.podnetwork.api.pool.LeaseAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives idle addresses back: whole interfaces where all is idle, else addresses that are not primary, from the interface
 * that empties soonest. What the cloud no longer has goes first and counts for nothing. Trunk and RDMA interfaces stay
 * (spec: node-ipam §2.6, §2.9; control-plane §6.8).
 */
final class Shrink {
    private final Draft draft;
    /** How many complete addresses may go; halves of pairs may all. */
    private int complete;

    Shrink(Draft draft) {
        this.draft = draft;
        this.complete = DemandRule.complete(draft.policy, draft.node) - draft.policy.minIdle();
    }

    /** Gives back so many, and whatever is lost. */
    void by(int surplus) {
        int left = Math.max(surplus, 0);
        for (EniReading eni : Preference.toEmpty(draft.node.enis())) {
            if (eni.serves()) {
                left -= shrink(eni, left);
            }
        }
    }

    private int shrink(EniReading eni, int surplus) {
        int idle = eni.kind() == EniReading.Kind.RDMA ? 0 : eni.count(SlotReading.Use.IDLE);
        int halves = DemandRule.halves(draft.policy, eni);
        if (deletable(eni) && idle <= surplus && idle - halves <= complete && eni.id() != null) {
            if (eni.open()) {
                draft.add(new PlanStep.Delete(eni.id()));
            }
            complete -= idle - halves;
            return idle;
        }
        List<LeaseAddress> victims = victims(eni, Math.min(surplus, Math.max(complete, 0) + halves));
        int lost = (int) eni.slots().stream().filter(Shrink::isLost).count();
        if (!victims.isEmpty() && eni.open() && eni.id() != null) {
            int one = Math.min(victims.size(), draft.shape.calls().assign());
            draft.add(new PlanStep.Unassign(eni.id(), victims.subList(0, one)));
        }
        int given = victims.size() - lost;
        complete -= Math.max(given - halves, 0);
        return given;
    }

    /** Nobody uses it, nothing cools down on it, nothing is on its way to it, and it is not the trunk or for RDMA. */
    private static boolean deletable(EniReading eni) {
        return eni.kind() == EniReading.Kind.SECONDARY
                && eni.incoming().equals(EniReading.Incoming.NONE)
                && eni.prefixes().isEmpty()
                && eni.slots().stream().allMatch(Shrink::isSpare);
    }

    private static boolean isSpare(SlotReading slot) {
        return slot.use() == SlotReading.Use.IDLE || slot.use() == SlotReading.Use.INVALID;
    }

    private static boolean isLost(SlotReading slot) {
        return slot.use() == SlotReading.Use.INVALID && !slot.primary();
    }

    /** Lost ones, then halves of pairs, then the rest. */
    private static List<LeaseAddress> victims(EniReading eni, int atMost) {
        List<LeaseAddress> victims = new ArrayList<>();
        eni.slots().stream().filter(Shrink::isLost).forEach(slot -> victims.add(slot.address()));
        eni.slots().stream()
                .filter(slot -> slot.use() == SlotReading.Use.IDLE && !slot.primary())
                .sorted(Comparator.comparing(slot -> slot.hasIpv4() && slot.hasIpv6()))
                .limit(atMost)
                .forEach(slot -> victims.add(slot.address()));
        return victims;
    }
}
