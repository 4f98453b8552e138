package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.core.plan.PrefixReading.State;
import dev.podnetwork.core.pool.AddressStatus;
import java.util.List;

/**
 * Compares prefixes with what the cloud shows. One answer without a prefix closes it; when it stays away it is invalid, for
 * good: its leases live on, nothing is leased from it, and it is forgotten when nobody uses it. An IPv6 prefix that is lost
 * takes its pairs along; their IPv4 prefix serves again with the next IPv6 prefix (spec: node-ipam §2.1, §2.11).
 */
final class PrefixSync {
    private final NodeCore node;

    PrefixSync(NodeCore node) {
        this.node = node;
    }

    /** Whether there is no doubt about the prefixes of an interface that the cloud shows. */
    boolean compare(NodeEni eni, EniDescription seen, long askedAt, long untilGone) {
        boolean agreed = true;
        for (NodePrefix prefix : List.copyOf(eni.prefixes.values())) {
            boolean listed = seen.ipv4Prefixes().contains(prefix.cidr)
                    || seen.ipv6Prefixes().contains(prefix.cidr);
            if (listed) {
                found(eni, prefix);
                node.prefixes.release(eni, prefix);
                node.pool.reopen(eni, prefix);
            } else {
                agreed &= missing(eni, prefix, askedAt, untilGone);
            }
        }
        renew(eni);
        return agreed;
    }

    /** The cloud does not show the interface at all. */
    void notListed(NodeEni eni, boolean gone) {
        for (NodePrefix prefix : eni.prefixes.values()) {
            if (prefix.state != State.INVALID) {
                node.prefixes.say(eni, prefix, gone ? AddressStatus.INVALID : AddressStatus.UNCONFIRMED);
                prefix.missingSince = prefix.missingSince == Long.MIN_VALUE ? node.now() : prefix.missingSince;
            }
        }
    }

    private void found(NodeEni eni, NodePrefix prefix) {
        if (prefix.missingSince != Long.MIN_VALUE) {
            prefix.missingSince = Long.MIN_VALUE;
            affected(eni, prefix).stream()
                    .filter(PrefixSync::isSure)
                    .forEach(each -> node.prefixes.say(eni, each, AddressStatus.VALID));
        }
    }

    private static boolean isSure(NodePrefix prefix) {
        NodePrefix partner = prefix.partner;
        boolean own = prefix.state != State.INVALID && prefix.missingSince == Long.MIN_VALUE;
        return own && (partner == null || partner.state != State.INVALID && partner.missingSince == Long.MIN_VALUE);
    }

    /** Itself, or what is paired with it. */
    private static List<NodePrefix> affected(NodeEni eni, NodePrefix prefix) {
        return eni.prefixes.values().stream()
                .filter(each -> each == prefix || each.partner == prefix)
                .toList();
    }

    private boolean missing(NodeEni eni, NodePrefix prefix, long askedAt, long untilGone) {
        boolean first = prefix.missingSince == Long.MIN_VALUE;
        prefix.missingSince = first ? askedAt : prefix.missingSince;
        boolean gone = askedAt - prefix.missingSince >= untilGone;
        if (gone && prefix.state != State.INVALID) {
            prefix.state = State.INVALID;
            node.note("prefix " + prefix.cidr + " of " + eni + " is no longer in the cloud");
            affected(eni, prefix).forEach(each -> node.prefixes.say(eni, each, AddressStatus.INVALID));
        } else if (first && prefix.state != State.INVALID) {
            affected(eni, prefix).forEach(each -> node.prefixes.say(eni, each, AddressStatus.UNCONFIRMED));
        }
        if (gone && !prefix.ipv6) {
            node.pool.dropPrefix(eni, prefix, node.now());
        }
        return gone;
    }

    private void renew(NodeEni eni) {
        for (NodePrefix prefix : List.copyOf(eni.prefixes.values())) {
            NodePrefix partner = prefix.partner;
            boolean widowed = partner != null && partner.state == State.INVALID && prefix.state != State.INVALID;
            if (widowed && node.pool.dropPrefix(eni, prefix, node.now())) {
                node.prefixes.add(eni, prefix.cidr);
            }
        }
        eni.prefixes
                .values()
                .removeIf(each -> each.ipv6
                        && each.state == State.INVALID
                        && eni.prefixes.values().stream().noneMatch(other -> other.partner == each));
    }
}
