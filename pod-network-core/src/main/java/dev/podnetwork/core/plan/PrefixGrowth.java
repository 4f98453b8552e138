package dev.podnetwork.core.plan;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.plan.PrefixReading.State;
import dev.podnetwork.core.vswitch.VSwitchChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prefix mode: tops interfaces up, makes new ones for what does not fit, gives single addresses where a vSwitch has no
 * block left, and gives empty prefixes back after a freeze (spec: node-ipam §2.11; control-plane §6.9).
 */
final class PrefixGrowth {
    private final Draft draft;
    private final PoolPolicy.Prefixes mode;
    private final NewSlots slots;

    PrefixGrowth(Draft draft, PoolPolicy.Prefixes mode) {
        this.draft = draft;
        this.mode = mode;
        this.slots = NewSlots.left(draft.shape.flavor(), draft.node);
    }

    void plan() {
        PrefixCount count = PrefixCount.of(draft.policy, mode, draft.node);
        if (draft.node.permits().grow()) {
            trunk();
            int thawed = thaw(count.shortPrefixes());
            int left = topUp(Math.max(count.missing() - thawed, 0), count.urgent());
            instead(create(left, count.urgent()));
        }
        if (draft.node.permits().shrink()) {
            new PrefixShrink(draft, mode).plan(count);
        }
    }

    /** The trunk is made whatever the prefixes need, with one address. */
    private void trunk() {
        if (slots.trunk() > 0 && draft.funds.pick() instanceof VSwitchChoice.Picked picked && draft.mayCreate()) {
            int ipv4 = draft.funds.take(picked.id(), 1);
            draft.add(new PlanStep.Create(EniReading.Kind.TRUNK, picked.id(), ipv4, 0, 0, 0, false));
        }
    }

    private int thaw(int wanted) {
        Map<EniId, List<String>> thaw = new LinkedHashMap<>();
        int left = wanted;
        for (EniReading eni : draft.node.enis()) {
            for (PrefixReading prefix : eni.prefixes()) {
                if (left > 0 && mode.followDemand() && prefix.state() == State.FROZEN && eni.id() != null) {
                    thaw.computeIfAbsent(eni.id(), id -> new ArrayList<>()).add(prefix.cidr());
                    left--;
                }
            }
        }
        thaw.forEach((eni, cidrs) -> draft.add(new PlanStep.Thaw(eni, cidrs)));
        return wanted - Math.max(left, 0);
    }

    private int topUp(int missing, boolean urgent) {
        int left = missing;
        int ipv6Left = ipv6Left();
        for (EniReading eni : Preference.toFill(draft.policy, draft.node.enis())) {
            if (!eni.serves() || eni.id() == null || draft.node.fragmented().contains(eni.vSwitch())) {
                continue;
            }
            int place = Math.max(Math.min(draft.shape.ipv4PerEni() - eni.ipv4Taken(), left), 0);
            int ipv6 = wantsIpv6(eni, place) && ipv6Left > 0 ? 1 : 0;
            int one = Math.min(place, draft.shape.calls().prefixes());
            if (eni.open() && one + ipv6 > 0) {
                draft.add(new PlanStep.AssignPrefixes(eni.id(), one, ipv6, urgent));
            }
            left -= place;
            ipv6Left -= ipv6;
        }
        return left;
    }

    /** With two families each interface with IPv4 prefixes has exactly one; else one on the node if it is asked for. */
    private int ipv6Left() {
        if (draft.policy.stack() == IpStack.DUAL) {
            return Integer.MAX_VALUE;
        }
        int there =
                draft.node.enis().stream().mapToInt(PrefixGrowth::ipv6Prefixes).sum();
        return Math.min(mode.ipv6Count(), 1) - there;
    }

    private boolean wantsIpv6(EniReading eni, int coming) {
        if (ipv6Prefixes(eni) > 0) {
            return false;
        }
        boolean ipv4 = coming > 0 || eni.prefixes().stream().anyMatch(p -> !p.ipv6() && p.occupied());
        return draft.policy.stack() != IpStack.DUAL || ipv4;
    }

    private static int ipv6Prefixes(EniReading eni) {
        return (int) eni.prefixes().stream()
                        .filter(p -> p.ipv6() && p.occupied())
                        .count()
                + eni.incoming().ipv6Prefixes();
    }

    /** Returns how many prefixes no vSwitch had a block for. */
    private int create(int missing, boolean urgent) {
        int left = missing;
        int each = Math.min(draft.shape.calls().prefixes(), draft.shape.ipv4PerEni() - 1);
        for (int i = 0; i < slots.secondary() && left > 0 && each > 0; i++) {
            VSwitchChoice choice = draft.funds.pick();
            if (choice instanceof VSwitchChoice.Refused refused) {
                draft.lack(PoolPlan.Kind.NO_VSWITCH_ADDRESS, refused.reason(), refused.retryAt());
            }
            if (!(choice instanceof VSwitchChoice.Picked picked)) {
                break;
            }
            if (draft.node.fragmented().contains(picked.id())) {
                return left;
            }
            if (!draft.mayCreate()) {
                break;
            }
            int one = Math.min(each, left);
            draft.funds.take(picked.id(), 1 + one * PrefixReading.SIZE);
            int ipv6 = draft.policy.stack() == IpStack.DUAL ? 1 : 0;
            draft.add(new PlanStep.Create(EniReading.Kind.SECONDARY, picked.id(), 1, 0, one, ipv6, urgent));
            left -= one;
        }
        if (left > 0) {
            draft.unplaced(left);
            draft.lack(PoolPlan.Kind.NODE_FULL, left + " prefixes find no place on this node", null);
        }
        return 0;
    }

    /** Where no block is free, pods that wait get single addresses. */
    private void instead(int prefixesWithoutBlock) {
        int pods = draft.node.demand().pods();
        boolean lost = prefixesWithoutBlock > 0 || !draft.node.fragmented().isEmpty();
        if (lost && pods > 0) {
            PoolPolicy single = PoolPolicy.idle(0, 0).withStack(draft.policy.stack());
            int wanted = DemandRule.wanted(single, draft.node);
            new Growth(draft).ordinary(wanted, wanted);
        }
    }
}
