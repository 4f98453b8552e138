package dev.podnetwork.api.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an allocation needs to know of a node (spec: control-plane §5.2, §9).
 *
 * @param node its name
 * @param instance the instance behind it; another instance under the same name is another machine
 * @param zone its zone
 * @param exclusive whether pods get secondary interfaces of their own here and nothing else
 * @param trunk the trunk interface that {@code trunk-on} names, null when there is none (yet)
 * @param memberSlots how many member interfaces the trunk can hold
 * @param secondarySlots how many secondary interfaces pods can hold
 * @param networkCards the indexes of its physical network cards; empty when there are none to choose from
 * @param api through which API interfaces get there
 */
public record NodeFacts(
        NodeRef node,
        InstanceId instance,
        ZoneId zone,
        boolean exclusive,
        @Nullable EniId trunk,
        int memberSlots,
        int secondarySlots,
        List<Integer> networkCards,
        EnoApi api) {
    /** Keeps its own copy. */
    public NodeFacts {
        networkCards = List.copyOf(networkCards);
    }

    /** A node with no network cards to choose from. */
    public NodeFacts(
            NodeRef node,
            InstanceId instance,
            ZoneId zone,
            boolean exclusive,
            @Nullable EniId trunk,
            int memberSlots,
            int secondarySlots) {
        this(node, instance, zone, exclusive, trunk, memberSlots, secondarySlots, List.of(), EnoApi.NONE);
    }

    /** The same with these network cards. */
    public NodeFacts withNetworkCards(List<Integer> cards) {
        return new NodeFacts(node, instance, zone, exclusive, trunk, memberSlots, secondarySlots, cards, api);
    }

    /** The same, served through this API. */
    public NodeFacts withApi(EnoApi other) {
        return new NodeFacts(node, instance, zone, exclusive, trunk, memberSlots, secondarySlots, networkCards, other);
    }

    /** A node whose pods get member interfaces under this trunk. */
    public static NodeFacts trunk(String node, String instance, String zone, EniId trunk, int memberSlots) {
        return new NodeFacts(NodeRef.of(node), InstanceId.of(instance), ZoneId.of(zone), false, trunk, memberSlots, 0);
    }

    /** A node whose pods get secondary interfaces of their own. */
    public static NodeFacts exclusive(String node, String instance, String zone, int secondarySlots) {
        return new NodeFacts(NodeRef.of(node), InstanceId.of(instance), ZoneId.of(zone), true, null, 0, secondarySlots);
    }

    /** How many interfaces of this mode pods can hold here. */
    public int slots(AttachMode mode) {
        return mode == AttachMode.TRUNK_MEMBER ? memberSlots : secondarySlots;
    }
}
