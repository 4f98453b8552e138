package dev.podnetwork.core.plan;

import dev.podnetwork.api.EniId;
import dev.podnetwork.core.plan.PrefixReading.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives prefixes back in two steps: the emptiest are frozen, and a frozen one that is empty goes. Between the two nothing
 * can be leased from it, and pods that come meanwhile thaw it (spec: node-ipam §2.11, §8.5).
 */
final class PrefixShrink {
    private final Draft draft;
    private final PoolPolicy.Prefixes mode;

    PrefixShrink(Draft draft, PoolPolicy.Prefixes mode) {
        this.draft = draft;
        this.mode = mode;
    }

    private record Candidate(EniId eni, PrefixReading prefix) {}

    void plan(PrefixCount count) {
        Map<EniId, List<String>> gone = new LinkedHashMap<>();
        int left = mode.followDemand() && count.missing() == 0 ? giveBack(gone, count.occupied()) : count.occupied();
        if (mode.followDemand() && count.missing() == 0 && !count.urgent()) {
            freeze(count.idle(), left);
        }
        gone.forEach((eni, cidrs) -> draft.add(new PlanStep.UnassignPrefixes(eni, cidrs)));
    }

    private int giveBack(Map<EniId, List<String>> gone, int occupied) {
        int left = occupied;
        for (Candidate each : candidates(State.FROZEN)) {
            if (left > mode.ipv4Count() && each.prefix().empty() && isOpen(each.eni())) {
                List<String> cidrs = gone.computeIfAbsent(each.eni(), id -> new ArrayList<>());
                if (cidrs.size() < draft.shape.calls().prefixes()) {
                    cidrs.add(each.prefix().cidr());
                }
                left--;
            }
        }
        return left;
    }

    private void freeze(int idle, int occupied) {
        Map<EniId, List<String>> cold = new LinkedHashMap<>();
        int stay = idle;
        int left = occupied - frozen();
        for (Candidate each : candidates(State.VALID)) {
            int lost = each.prefix().idle();
            if (left <= mode.ipv4Count() || stay - lost < draft.policy.maxIdle()) {
                break;
            }
            cold.computeIfAbsent(each.eni(), id -> new ArrayList<>())
                    .add(each.prefix().cidr());
            stay -= lost;
            left--;
        }
        cold.forEach((eni, cidrs) -> draft.add(new PlanStep.Freeze(eni, cidrs)));
    }

    private int frozen() {
        return candidates(State.FROZEN).size();
    }

    /** The IPv4 prefixes of this state, the emptiest first. */
    private List<Candidate> candidates(State state) {
        List<Candidate> found = new ArrayList<>();
        for (EniReading eni : draft.node.enis()) {
            for (PrefixReading prefix : eni.prefixes()) {
                if (eni.serves() && eni.id() != null && !prefix.ipv6() && prefix.state() == state) {
                    found.add(new Candidate(eni.id(), prefix));
                }
            }
        }
        found.sort(Comparator.comparingInt(
                each -> each.prefix().used() + each.prefix().cooling()));
        return found;
    }

    private boolean isOpen(EniId id) {
        return draft.node.enis().stream().anyMatch(eni -> id.equals(eni.id()) && eni.open());
    }
}
