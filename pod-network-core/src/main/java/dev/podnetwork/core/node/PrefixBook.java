package dev.podnetwork.core.node;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.plan.PrefixReading;
import dev.podnetwork.core.pool.AddressBlocks;
import dev.podnetwork.core.pool.AddressPrefix;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.BlockId;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.pool.SlotView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes as blocks of the pool. On a node of two families all IPv4 prefixes of an interface share its one IPv6 prefix, from
 * which the second address of each pair is derived; an IPv4 prefix without one serves nobody until it is there
 * (spec: node-ipam §2.11; design §7).
 */
final class PrefixBook {
    private final NodeCore node;
    private final boolean dual;

    PrefixBook(NodeCore node) {
        this.node = node;
        this.dual = node.spec.policy().stack() == IpStack.DUAL;
    }

    /** Takes a prefix in, unless it is known. */
    void add(NodeEni eni, String cidr) {
        if (eni.prefixes.containsKey(cidr)) {
            return;
        }
        NodePrefix prefix = new NodePrefix(cidr, cidr.contains(":"));
        eni.prefixes.put(cidr, prefix);
        if (isUsedElsewhere(eni, cidr)) {
            // Pods still use it on an interface that lost it: nobody else may get their addresses.
            prefix.state = PrefixReading.State.INVALID;
            prefix.usedElsewhere = true;
            node.note("prefix " + cidr + " came to " + eni + " while pods use it on another interface");
            node.sync.soon();
            return;
        }
        begin(eni, prefix);
    }

    private void begin(NodeEni eni, NodePrefix prefix) {
        String cidr = prefix.cidr;
        if (!prefix.ipv6) {
            serve(eni, prefix);
        } else if (dual) {
            List.copyOf(eni.prefixes.values()).stream()
                    .filter(each -> !each.ipv6 && each.block == null && each.state == PrefixReading.State.VALID)
                    .forEach(each -> serve(eni, each));
            node.pool.complete(eni, address -> AddressPrefix.partnerOf(address, cidr), node.now());
        }
    }

    /** Takes it from interfaces that had it before, unless pods use it there. */
    private boolean isUsedElsewhere(NodeEni eni, String cidr) {
        boolean used = false;
        for (NodeEni other : node.enis) {
            NodePrefix there = other.prefixes.get(cidr);
            if (!eni.knownId().equals(other.id) && there != null) {
                used |= !node.pool.dropPrefix(other, there, node.now());
            }
        }
        return used;
    }

    /** The cloud has given one of its addresses to another interface: the whole prefix is gone, unless pods use it. */
    void movedAway(NodeEni eni, String address) {
        for (NodePrefix prefix : List.copyOf(eni.prefixes.values())) {
            if (CloudView.isIn(List.of(prefix.cidr), address)) {
                node.pool.dropPrefix(eni, prefix, node.now());
            }
        }
    }

    /** The IPv6 address that makes a pair of a single IPv4 address; null without a valid IPv6 prefix. */
    @Nullable
    String partnerOf(NodeEni eni, String ipv4) {
        NodePrefix six = dual ? ipv6Prefix(eni) : null;
        return six == null ? null : AddressPrefix.partnerOf(ipv4, six.cidr);
    }

    /** Pods are served from an IPv4 prefix, if what they need is there. */
    void serve(NodeEni eni, NodePrefix prefix) {
        NodePrefix six = dual ? ipv6Prefix(eni) : null;
        prefix.partner = six;
        if (six != null) {
            open(eni, prefix, AddressPrefix.pair(prefix.cidr, six.cidr));
        } else if (!dual) {
            open(eni, prefix, AddressPrefix.ipv4(prefix.cidr));
        }
    }

    private static @Nullable NodePrefix ipv6Prefix(NodeEni eni) {
        return eni.prefixes.values().stream()
                .filter(each -> each.ipv6 && each.state == PrefixReading.State.VALID)
                .findFirst()
                .orElse(null);
    }

    private void open(NodeEni eni, NodePrefix prefix, AddressPrefix derived) {
        List<SlotView> single = new ArrayList<>();
        for (SlotView slot : node.pool.slots(eni, node.now())) {
            if (derived.offsetOf(slot.address().primary()) >= 0) {
                single.add(slot);
            }
        }
        single.forEach(slot -> takeOut(eni, slot));
        BlockId block = node.pool.of(eni).blocks().addPrefix(eni.knownId(), derived, AddressStatus.VALID);
        prefix.block = block;
        single.forEach(slot -> putIn(eni, block, slot));
        keepBack(eni, prefix, block);
        node.pool.schedulable(eni);
    }

    /** What pods use on an interface that lost the prefix is nobody else's, and what is held stays held. */
    private void keepBack(NodeEni eni, NodePrefix prefix, BlockId block) {
        AddressBlocks blocks = node.pool.of(eni).blocks();
        prefix.elsewhere.clear();
        for (SlotView slot : blocks.addresses(block, node.now())) {
            String address = slot.address().primary();
            boolean elsewhere = isTakenElsewhere(eni, slot.address());
            if (elsewhere) {
                prefix.elsewhere.put(slot.slot(), slot.address());
                node.note(address + " came to " + eni + " with a prefix while a pod uses it on another interface");
            }
            if (elsewhere || node.holds.isHeld(address)) {
                blocks.hold(slot.slot());
            }
        }
    }

    /** A start may keep leases of a prefix one by one on the interface that had it: those count, what is idle goes. */
    private boolean isTakenElsewhere(NodeEni eni, LeaseAddress address) {
        boolean used = false;
        for (NodeEni other : node.enis) {
            if (!eni.knownId().equals(other.id)
                    && node.pool.slotOf(other, address.primary()).isPresent()) {
                node.pool.movedAway(other, address.primary(), node.now());
                used |= node.pool.slotOf(other, address.primary()).isPresent();
            }
        }
        return used;
    }

    /** What was used elsewhere serves as soon as it is not any more. */
    void release(NodeEni eni, NodePrefix prefix) {
        if (prefix.usedElsewhere && !isUsedElsewhere(eni, prefix.cidr)) {
            prefix.usedElsewhere = false;
            prefix.state = PrefixReading.State.VALID;
            begin(eni, prefix);
        }
        prefix.elsewhere.entrySet().removeIf(each -> {
            boolean free = !isTakenElsewhere(eni, each.getValue());
            if (free && !node.holds.isHeld(each.getValue().primary())) {
                node.pool.of(eni).blocks().unhold(each.getKey());
            }
            return free;
        });
    }

    /** A start that did not see the prefix kept what it knew of it as single addresses: these move into the prefix. */
    private void takeOut(NodeEni eni, SlotView slot) {
        LockFreeAddressPool pool = node.pool.of(eni);
        pool.blocks().setStatus(slot.slot(), AddressStatus.DELETING);
        if (slot.owner() != null) {
            pool.giveBack(slot.handle(), node.now());
        }
        pool.blocks().removeAddress(slot.slot(), node.now());
    }

    private void putIn(NodeEni eni, BlockId block, SlotView before) {
        LockFreeAddressPool pool = node.pool.of(eni);
        LeaseOwner owner = before.owner();
        LeaseAddress address = before.address();
        for (SlotView slot : pool.blocks().addresses(block, node.now())) {
            if (slot.address().primary().equals(address.primary())) {
                if (owner != null) {
                    node.leases.moved(owner, pool.adopt(owner, slot.slot()));
                    node.leases.status(owner, AddressStatus.VALID);
                } else if (before.use() == SlotView.Use.COOLING) {
                    pool.blocks().cool(slot.slot(), before.reusableAt());
                }
            }
        }
    }

    /** What the cloud says of all addresses of a prefix, and of their leases. */
    void say(NodeEni eni, NodePrefix prefix, AddressStatus status) {
        BlockId block = prefix.block;
        if (block != null) {
            AddressBlocks blocks = node.pool.of(eni).blocks();
            blocks.setStatus(block, status);
            blocks.addresses(block, node.now()).forEach(slot -> node.leases.status(slot.owner(), status));
        }
    }

    /** A lease whose IPv6 prefix a start was not shown: the pairs are made all the same, from what the lease says. */
    void claimed(NodeEni eni, LeaseAddress address, String cidr) {
        add(eni, cidr);
        NodePrefix known = eni.prefixes.get(cidr);
        String six = address.ipv6();
        if (dual && known != null && known.block == null && six != null) {
            add(eni, AddressPrefix.ipv6PrefixOf(six));
        }
    }

    /** The start was not shown it: what it holds is claimed, and unconfirmed until the cloud shows it. */
    void doubt(NodeEni eni, String cidr) {
        NodePrefix prefix = eni.prefixes.get(cidr);
        if (prefix != null && prefix.missingSince == Long.MIN_VALUE) {
            prefix.missingSince = node.now();
            say(eni, prefix, AddressStatus.UNCONFIRMED);
        }
    }
}
