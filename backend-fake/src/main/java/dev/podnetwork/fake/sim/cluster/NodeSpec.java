package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.NodeFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is added to a {@link ClusterModel}.
 *
 * @param facts what allocations need to know of it
 * @param labels its labels
 * @param resources the extended resources it advertises
 * @param unusable why it cannot be used for pod networks although pods run there (an ignored or a virtual node), null when
 *     it can
 */
public record NodeSpec(
        NodeFacts facts,
        Map<String, String> labels,
        Map<String, Integer> resources,
        @Nullable String unusable) {
    /** Secondary interfaces for pods of their own. */
    public static final String ENI = "aliyun/eni";

    /** Member interfaces under the node's trunk. */
    public static final String MEMBER_ENI = "aliyun/member-eni";

    /** A node whose pods get member interfaces under this trunk. */
    public static NodeSpec trunk(NodeRef node, InstanceId instance, ZoneId zone, @Nullable EniId trunk, int slots) {
        NodeFacts facts = new NodeFacts(node, instance, zone, false, trunk, slots, 0);
        return new NodeSpec(facts, Map.of(), Map.of(MEMBER_ENI, slots), null);
    }

    /** A node whose pods get secondary interfaces of their own. */
    public static NodeSpec exclusive(NodeRef node, InstanceId instance, ZoneId zone, int slots) {
        NodeFacts facts = new NodeFacts(node, instance, zone, true, null, 0, slots);
        return new NodeSpec(facts, Map.of(), Map.of(ENI, slots), null);
    }

    /** A Lingjun node whose pods get interfaces of their own through this API. */
    public static NodeSpec lingjun(NodeRef node, InstanceId instance, ZoneId zone, int slots, EnoApi api) {
        NodeSpec like = exclusive(node, instance, zone, slots);
        return new NodeSpec(like.facts.withApi(api), like.labels, like.resources, null);
    }

    /** A node that the system leaves alone. */
    public NodeSpec unusableBecause(String reason) {
        return new NodeSpec(facts, labels, Map.of(), reason);
    }

    /** The same with one more label. */
    public NodeSpec labelled(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new NodeSpec(facts, more, resources, unusable);
    }
}
