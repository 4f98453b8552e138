package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.config.Cidr;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.pool.AddressStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a description means for a node: whose the interface is, what it is for, and which addresses it brings. */
final class CloudView {
    private CloudView() {}

    /** Whether it is one of the node's pool: not primary, no member, attached here, not filtered out. */
    static boolean isOurs(NodeSpec spec, EniDescription eni) {
        EniAttachment at = eni.attachment();
        boolean here = at != null && at.instance().equals(spec.instance());
        boolean plain = eni.type() == EniType.SECONDARY || eni.type() == EniType.TRUNK;
        return here && plain && !isMigratedPrimary(eni) && carriesAll(eni, spec.tagFilter());
    }

    /** Whether pods may be served from it (spec: control-plane §6.4). */
    static boolean isSchedulable(NodeSpec spec, EniDescription eni) {
        boolean blocked = spec.blockList().entrySet().stream()
                .anyMatch(tag -> tag.getValue().equals(eni.tags().get(tag.getKey())));
        boolean rdma = eni.trafficMode() == TrafficMode.HIGH_PERFORMANCE;
        return !blocked && (!rdma || spec.shape().flavor().rdma() > 0);
    }

    static EniReading.Kind kindOf(EniDescription eni) {
        if (eni.type() == EniType.TRUNK) {
            return EniReading.Kind.TRUNK;
        }
        return eni.trafficMode() == TrafficMode.HIGH_PERFORMANCE ? EniReading.Kind.RDMA : EniReading.Kind.SECONDARY;
    }

    /** The primary interface of a Lingjun node that moved to ECS is listed as a secondary one. */
    private static boolean isMigratedPrimary(EniDescription eni) {
        return "true".equals(eni.tags().get("leni_primary"))
                && "true".equals(eni.tags().get("acs:ecs:support_eni"));
    }

    private static boolean carriesAll(EniDescription eni, Map<String, String> tags) {
        return tags.entrySet().stream()
                .allMatch(tag -> tag.getValue().equals(eni.tags().get(tag.getKey())));
    }

    /**
     * Takes what an interface brings into the pool.
     *
     * @param leaving addresses that a call under way gives back: they are known, and never handed out
     * @return how many addresses are new
     */
    static int adopt(NodeCore node, NodeEni eni, EniDescription seen, List<String> leaving) {
        eni.primary = seen.primaryIpv4();
        eni.unserved = 0;
        node.pool.attach(eni, seen.ipv4().size());
        List<String> ipv4 = unknown(node, eni, seen.ipv4());
        List<String> ipv6 = node.pool.complete(eni, unknown(node, eni, seen.ipv6()), node.now());
        int added = addAll(
                node,
                eni,
                ipv4,
                ipv6,
                address -> leaving.contains(address) ? AddressStatus.DELETING : AddressStatus.VALID);
        List<String> prefixes = new ArrayList<>(seen.ipv6Prefixes());
        prefixes.addAll(seen.ipv4Prefixes());
        prefixes.stream().filter(cidr -> !leaving.contains(cidr)).forEach(cidr -> node.prefixes.add(eni, cidr));
        return added;
    }

    /** Whether an address belongs to one of these prefixes. */
    static boolean isIn(List<String> cidrs, @Nullable String address) {
        if (address == null) {
            return false;
        }
        Optional<Cidr> single = Cidr.parse(address + (address.contains(":") ? "/128" : "/32"));
        return single.isPresent()
                && cidrs.stream()
                        .map(Cidr::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(block -> block.overlaps(single.get()));
    }

    private static List<String> unknown(NodeCore node, NodeEni eni, List<String> addresses) {
        return addresses.stream()
                .filter(address -> node.pool.slotOf(eni, address).isEmpty())
                .toList();
    }

    /** Adds addresses, in pairs as far as both families go. */
    static int addAll(
            NodeCore node, NodeEni eni, List<String> ipv4, List<String> ipv6, Function<String, AddressStatus> status) {
        EniId id = eni.knownId();
        boolean pairs = node.spec.policy().stack() == IpStack.DUAL;
        int added = 0;
        for (int i = 0; i < ipv4.size(); i++) {
            String other = pairs && i < ipv6.size() ? ipv6.get(i) : node.prefixes.partnerOf(eni, ipv4.get(i));
            LeaseAddress address = new LeaseAddress(id, ipv4.get(i), other);
            AddressStatus now = status.apply(ipv4.get(i));
            if (now == AddressStatus.VALID) {
                takeOver(node, eni, address.primary());
            }
            if (node.pool.add(eni, address, now)) {
                added++;
                if (node.holds.isHeld(address.primary())) {
                    node.pool.hold(address.primary());
                }
            }
        }
        return added;
    }

    /**
     * An interface that is being deleted, or a give-back nobody confirmed yet, frees an address in the cloud before we hear
     * of it, and the cloud may give it to another interface of the node at once.
     */
    private static void takeOver(NodeCore node, NodeEni eni, String address) {
        EniId before = node.pool.knownOn(eni, address);
        NodeEni other = before == null || before.equals(eni.id) ? null : node.eni(before);
        if (other != null) {
            node.pool.movedAway(other, address, node.now());
            node.prefixes.movedAway(other, address);
        }
    }
}
