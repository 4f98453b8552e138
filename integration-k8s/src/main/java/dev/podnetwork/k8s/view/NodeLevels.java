package dev.podnetwork.k8s.view;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.capacity.NodeIdentity;
import dev.podnetwork.core.capacity.NodeReading;
import org.jspecify.annotations.Nullable;

/** What a node object comes to as a level. Slots come from the instance type, else from what the node advertises. */
final class NodeLevels {
    private final ViewSettings settings;

    NodeLevels(ViewSettings settings) {
        this.settings = settings;
    }

    NodeReading reading(SlimNode node) {
        NodeRef ref = NodeRef.of(node.name());
        boolean listed =
                node.labels().entrySet().containsAll(settings.nodeLabels().entrySet());
        return listed
                ? NodeReading.of(ref, node.providerId(), node.labels(), node.annotations())
                : new NodeReading.NotOurs("node " + ref + " lacks the labels " + settings.nodeLabels());
    }

    NodeAnswer answer(SlimNode node) {
        NodeReading reading = reading(node);
        if (reading instanceof NodeReading.Known known) {
            return answer(node, known.identity());
        }
        return new NodeAnswer.Unusable(
                reading instanceof NodeReading.NotOurs not
                        ? not.reason()
                        : ((NodeReading.Incomplete) reading).reason());
    }

    private NodeAnswer answer(SlimNode node, NodeIdentity identity) {
        InstanceTypeLimits limits = settings.limits().apply(identity.instanceType());
        NodeFacts facts = limits == null ? advertised(node, identity) : identity.toFacts(limits);
        if (facts == null) {
            return new NodeAnswer.Unusable("the limits of instance type " + identity.instanceType()
                    + " are not known yet, and the node advertises neither " + ExtendedResources.ENI + " nor "
                    + ExtendedResources.MEMBER_ENI);
        }
        return new NodeAnswer.Present(settings.trunk() ? facts : withoutTrunk(facts));
    }

    /** With trunk off every node gives pods interfaces of their own (spec: control-plane §4.2). */
    private static NodeFacts withoutTrunk(NodeFacts facts) {
        return new NodeFacts(
                facts.node(),
                facts.instance(),
                facts.zone(),
                true,
                null,
                0,
                facts.secondarySlots(),
                facts.networkCards(),
                facts.api());
    }

    private static @Nullable NodeFacts advertised(SlimNode node, NodeIdentity identity) {
        int members = count(node, ExtendedResources.MEMBER_ENI);
        int own = count(node, ExtendedResources.ENI);
        if (members == 0 && own == 0) {
            return null;
        }
        boolean trunk = identity.mode() == NetworkMode.TRUNK;
        return new NodeFacts(
                        identity.node(),
                        identity.instance(),
                        identity.zone(),
                        identity.exclusive(),
                        identity.trunk(),
                        trunk ? members : 0,
                        own)
                .withApi(identity.api());
    }

    private static int count(SlimNode node, String resource) {
        String text = node.allocatable().getOrDefault(resource, "0");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
