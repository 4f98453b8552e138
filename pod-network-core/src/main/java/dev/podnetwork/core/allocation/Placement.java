package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.ScarceResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how interfaces go on a node: an exclusive node takes secondary interfaces, any other one members under its trunk
 * (spec: control-plane §4.2, README decision 12; weakness W13).
 */
sealed interface Placement {

    /**
     * They can go there.
     *
     * @param node the node
     * @param instance the instance
     * @param trunk the trunk, null for secondary interfaces
     * @param zone the zone
     * @param mode the mode
     */
    record Place(
            NodeRef node, InstanceId instance, @Nullable EniId trunk, ZoneId zone, AttachMode mode)
            implements Placement {}

    /**
     * They cannot, or not yet.
     *
     * @param explanation why
     */
    record Nowhere(Explanation explanation) implements Placement {}

    /** Places the interfaces. */
    static Placement of(NodeRef name, NodeAnswer node, List<InterfaceSpec> specs) {
        if (node instanceof NodeAnswer.Present present) {
            return on(present.facts(), specs);
        }
        String found = switch (kind(node)) {
            case UNUSABLE -> ((NodeAnswer.Unusable) node).reason();
            case ABSENT -> "there is no such node";
            case UNKNOWN -> "the cluster's view of it is not there yet";
        };
        return new Nowhere(Explanation.waiting(
                ScarceResource.Kind.FACT, name.value(), "cannot use node " + name + ": " + found, null));
    }

    private static Placement on(NodeFacts facts, List<InterfaceSpec> specs) {
        for (InterfaceSpec spec : specs) {
            if (spec.attach() == AttachMode.SECONDARY && !facts.exclusive()) {
                return rejected(
                        spec,
                        facts,
                        "shared",
                        "trunk eni is not allowed for eniOnly pod; schedule it on a node "
                                + "labelled k8s.aliyun.com/exclusive-mode-eni-type=eniOnly, or use eniType Trunk or Default");
            }
            if (spec.attach() == AttachMode.TRUNK_MEMBER && facts.exclusive()) {
                return rejected(
                        spec,
                        facts,
                        "exclusive",
                        "it has no trunk; schedule it on a shared node, or use eniType " + "ENI or Default");
            }
        }
        if (facts.exclusive()) {
            return new Place(facts.node(), facts.instance(), null, facts.zone(), AttachMode.SECONDARY);
        }
        if (facts.trunk() == null) {
            return new Nowhere(Explanation.waiting(
                    ScarceResource.Kind.FACT,
                    facts.node().value(),
                    "trunk eni id not found on node " + facts.node()
                            + ", this may due to terway agent is not started; waiting for annotation k8s.aliyun.com/trunk-on",
                    null));
        }
        return new Place(facts.node(), facts.instance(), facts.trunk(), facts.zone(), AttachMode.TRUNK_MEMBER);
    }

    private static Placement rejected(InterfaceSpec spec, NodeFacts facts, String is, String choice) {
        return new Nowhere(Words.rejected("interface " + spec.name() + " asks for " + spec.attach() + " on node "
                + facts.node() + ", which is " + is + ": " + choice));
    }

    /** What a node answer without facts is. */
    enum Missing {
        UNUSABLE,
        ABSENT,
        UNKNOWN
    }

    private static Missing kind(NodeAnswer node) {
        if (node instanceof NodeAnswer.Unusable) {
            return Missing.UNUSABLE;
        }
        return node instanceof NodeAnswer.Absent ? Missing.ABSENT : Missing.UNKNOWN;
    }
}
