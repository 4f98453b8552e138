package dev.podnetwork.core.plan;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.vswitch.VSwitchChoice;
import java.util.List;

/**
 * Whether one more pod would get an address of a node: one is idle, or an interface has room and its vSwitch an address, or
 * a further interface is possible. On a node of two families a pair is needed; a vSwitch that was not read yet is thought
 * to have some (spec: control-plane §6.6; scenario H50; weakness W29).
 */
public final class SufficientIp {
    private SufficientIp() {}

    /** The answer for ordinary pods. */
    public static boolean holds(NodeShape shape, PoolPolicy policy, NodeReading node) {
        if (DemandRule.complete(policy, node) > 0 || idleInPrefixes(node.enis()) > 0) {
            return true;
        }
        Draft draft = new Draft(shape, policy, node);
        return node.enis().stream().anyMatch(eni -> hasRoom(draft, eni)) || mayGetAnother(draft);
    }

    private static int idleInPrefixes(List<EniReading> enis) {
        return enis.stream()
                .filter(eni -> eni.serves() && eni.kind() != EniReading.Kind.RDMA)
                .flatMap(eni -> eni.prefixes().stream())
                .mapToInt(PrefixReading::idle)
                .sum();
    }

    private static boolean hasRoom(Draft draft, EniReading eni) {
        boolean ours =
                eni.schedulable() && eni.state() != EniReading.State.LEAVING && eni.kind() != EniReading.Kind.RDMA;
        boolean four = draft.shape.ipv4PerEni() > eni.ipv4Taken();
        boolean six = draft.policy.stack() != IpStack.DUAL || draft.shape.ipv6PerEni() > eni.ipv6Taken();
        boolean known = draft.node.readings().containsKey(eni.vSwitch());
        return ours && four && six && (!known || draft.funds.take(eni.vSwitch(), 1) > 0);
    }

    private static boolean mayGetAnother(Draft draft) {
        NewSlots slots = NewSlots.left(draft.shape.flavor(), draft.node);
        return slots.trunk() + slots.secondary() > 0 && !(draft.funds.pick() instanceof VSwitchChoice.Refused);
    }
}
