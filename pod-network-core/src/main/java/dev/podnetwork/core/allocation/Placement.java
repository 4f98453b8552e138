package dev.podnetwork.core.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.core.capacity.AttachDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how interfaces go on a node: an exclusive node takes secondary interfaces, any other one members under its trunk
 * (spec: control-plane §4.2, README decision 12; weakness W13). {@link AttachDecision} is the rule, here it meets a node.
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
     * @param api through which API interfaces get there
     */
    record Place(
            NodeRef node, InstanceId instance, @Nullable EniId trunk, ZoneId zone, AttachMode mode, EnoApi api)
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

    /** What the interfaces of a record asked for. */
    static List<InterfaceSpec> specs(Allocation record) {
        InterfaceSpec[] specs = new InterfaceSpec[record.interfaces().size()];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = record.interfaces().get(i).spec();
        }
        return List.of(specs);
    }

    private static Placement on(NodeFacts facts, List<InterfaceSpec> specs) {
        NetworkMode node = facts.exclusive()
                ? NetworkMode.EXCLUSIVE
                : facts.trunk() == null ? NetworkMode.SHARED : NetworkMode.TRUNK;
        Placement waits = null;
        for (int i = 0; i < specs.size(); i++) {
            AttachDecision decision = AttachDecision.decide(asked(specs.get(i).attach()), node, true);
            if (decision instanceof AttachDecision.Rejected rejected) {
                return new Nowhere(Words.rejected(
                        "interface " + specs.get(i).name() + " on node " + facts.node() + ": " + rejected.reason()));
            } else if (decision instanceof AttachDecision.Waits missing) {
                waits = new Nowhere(Explanation.waiting(
                        ScarceResource.Kind.FACT,
                        facts.node().value(),
                        "node " + facts.node() + ": " + missing.reason()
                                + "; waiting for annotation k8s.aliyun.com/trunk-on",
                        null));
            }
        }
        if (waits != null) {
            return waits;
        }
        AttachMode mode = facts.exclusive() ? AttachMode.SECONDARY : AttachMode.TRUNK_MEMBER;
        EniId trunk = facts.exclusive() ? null : facts.trunk();
        return new Place(facts.node(), facts.instance(), trunk, facts.zone(), mode, facts.api());
    }

    private static EniType asked(@Nullable AttachMode mode) {
        if (mode == null) {
            return EniType.DEFAULT;
        }
        return mode == AttachMode.SECONDARY ? EniType.ENI : EniType.TRUNK;
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
