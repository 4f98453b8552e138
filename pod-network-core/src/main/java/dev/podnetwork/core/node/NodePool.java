package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.core.plan.PrefixReading;
import dev.podnetwork.core.plan.SlotReading;
import dev.podnetwork.core.pool.AddressBlocks;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.BlockId;
import dev.podnetwork.core.pool.Closure;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.pool.PackingOrder;
import dev.podnetwork.core.pool.PoolSettings;
import dev.podnetwork.core.pool.SlotView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a node's interfaces: ordinary ones in one pool, those for RDMA pods in another. On a node of two
 * families an address without its other half is held until it is complete: a pod gets both or none.
 */
final class NodePool {
    /** A cooldown that ends before the cloud could give another address counts as idle. */
    private static final long SOON = 1_000_000_000L;

    private static final int SPARE_GROUPS = 16;

    final LockFreeAddressPool ordinary;
    final LockFreeAddressPool rdma;
    private final NodeShape shape;
    private final boolean dual;

    NodePool(NodeSpec spec) {
        shape = spec.shape();
        dual = spec.policy().stack() == IpStack.DUAL;
        PackingOrder order =
                spec.policy().order() == PoolPolicy.Order.MOST_IPS ? PackingOrder.MOST_IPS : PackingOrder.LEAST_IPS;
        int perEni = (shape.ipv4PerEni() + 63) / 64 + (spec.policy().prefixes() == null ? 0 : shape.ipv4PerEni());
        int enis = shape.flavor().trunk() + shape.flavor().secondary() + 1;
        ordinary = new LockFreeAddressPool(
                PoolSettings.ofGroups(2 * enis * perEni + SPARE_GROUPS).withOrder(order));
        rdma = new LockFreeAddressPool(
                PoolSettings.ofGroups((shape.flavor().rdma() + 1) * perEni).withOrder(order));
    }

    LockFreeAddressPool of(TrafficMode mode) {
        return mode == TrafficMode.HIGH_PERFORMANCE ? rdma : ordinary;
    }

    LockFreeAddressPool of(NodeEni eni) {
        return eni.kind == EniReading.Kind.RDMA ? rdma : ordinary;
    }

    /** Room for the addresses of an interface. */
    void attach(NodeEni eni, int atLeast) {
        if (eni.block == null) {
            eni.block = of(eni).blocks().addEni(eni.knownId(), Math.max(shape.ipv4PerEni(), atLeast));
        }
        schedulable(eni);
    }

    /** Hands out addresses of an interface, or leaves it alone, as it now is. */
    void schedulable(NodeEni eni) {
        for (BlockId block : blocksOf(eni)) {
            if (eni.schedulable) {
                of(eni).blocks().open(block, Closure.UNSCHEDULABLE);
            } else {
                of(eni).blocks().close(block, Closure.UNSCHEDULABLE);
            }
        }
    }

    /** An address the cloud gave, unless it is known. Returns whether it is new. */
    boolean add(NodeEni eni, LeaseAddress address, AddressStatus status) {
        AddressBlocks blocks = of(eni).blocks();
        if (eni.block == null || blocks.slotOf(address.primary()).isPresent()) {
            return false;
        }
        int slot = blocks.addAddress(eni.block, address, status);
        if (isHalf(address)) {
            blocks.hold(slot);
        }
        return true;
    }

    /** Gives idle halves their other half; returns what found none. */
    List<String> complete(NodeEni eni, List<String> ipv6, long now) {
        Deque<String> left = new ArrayDeque<>(ipv6);
        complete(eni, ipv4 -> left.poll(), now);
        return new ArrayList<>(left);
    }

    /** The same, and each half is asked what its other half is; null for none. */
    void complete(NodeEni eni, Function<String, @Nullable String> other, long now) {
        AddressBlocks blocks = of(eni).blocks();
        for (SlotView slot : slots(eni, now)) {
            LeaseAddress half = slot.address();
            boolean spare = slot.handle() < 0 && slot.status() == AddressStatus.VALID;
            String ipv4 = half.ipv4();
            if (ipv4 == null || !isHalf(half) || !spare) {
                continue;
            }
            String ipv6 = other.apply(ipv4);
            if (ipv6 != null) {
                blocks.unhold(slot.slot());
                if (blocks.condemn(slot.slot(), now) && blocks.removeAddress(slot.slot(), now)) {
                    add(eni, new LeaseAddress(half.eni(), ipv4, ipv6), AddressStatus.VALID);
                }
            }
        }
    }

    /** Takes an address that nobody holds out of use, to be given back. False when somebody holds it after all. */
    boolean condemn(NodeEni eni, LeaseAddress address, long now) {
        AddressBlocks blocks = of(eni).blocks();
        OptionalInt slot = slotOf(eni, address.primary());
        if (slot.isEmpty()) {
            return false;
        }
        for (SlotView view : slots(eni, now)) {
            if (view.slot() == slot.getAsInt() && view.use() == SlotView.Use.UNUSABLE) {
                boolean lost = view.status() == AddressStatus.INVALID || isHalf(view.address());
                if (lost) {
                    blocks.setStatus(view.slot(), AddressStatus.DELETING);
                }
                return lost;
            }
        }
        return blocks.condemn(slot.getAsInt(), now);
    }

    /** Forgets an address that the cloud has taken back. */
    void forget(NodeEni eni, String address, long now) {
        slotOf(eni, address).ifPresent(slot -> of(eni).blocks().removeAddress(slot, now));
    }

    /** The interface an address is known on; null for none. */
    @Nullable
    EniId knownOn(NodeEni like, String address) {
        AddressBlocks blocks = of(like).blocks();
        OptionalInt slot = blocks.slotOf(address);
        LeaseAddress found = slot.isPresent() ? blocks.address(slot.getAsInt()) : null;
        return found == null ? null : found.eni();
    }

    /** The cloud has given a single address of this interface to another one: forgets it here, unless somebody holds it. */
    void movedAway(NodeEni eni, String address, long now) {
        AddressBlocks blocks = of(eni).blocks();
        for (SlotView slot : slots(eni, now)) {
            if (slot.handle() < 0 && slot.address().primary().equals(address)) {
                blocks.setStatus(slot.slot(), AddressStatus.DELETING);
                blocks.removeAddress(slot.slot(), now);
            }
        }
    }

    boolean isHalf(LeaseAddress address) {
        return dual && (address.ipv4() == null || address.ipv6() == null);
    }

    /** The addresses of an interface that are not in prefixes. */
    List<SlotView> slots(NodeEni eni, long now) {
        return eni.block == null ? List.of() : of(eni).blocks().addresses(eni.block, now);
    }

    List<SlotView> slots(NodeEni eni, NodePrefix prefix, long now) {
        return prefix.block == null ? List.of() : of(eni).blocks().addresses(prefix.block, now);
    }

    /** Nothing more is leased from a prefix, or again something is. */
    void freeze(NodeEni eni, NodePrefix prefix, boolean frozen) {
        prefix.state = frozen ? PrefixReading.State.FROZEN : PrefixReading.State.VALID;
        reopen(eni, prefix);
    }

    /** Leases from a prefix, or does not, as its state says. */
    void reopen(NodeEni eni, NodePrefix prefix) {
        if (prefix.block != null && prefix.state != PrefixReading.State.VALID) {
            of(eni).blocks().close(prefix.block, Closure.FROZEN);
        } else if (prefix.block != null) {
            of(eni).blocks().open(prefix.block, Closure.FROZEN);
        }
    }

    /** Forgets a prefix that nobody uses. False when somebody does. */
    boolean dropPrefix(NodeEni eni, NodePrefix prefix, long now) {
        BlockId block = prefix.block;
        if (block != null) {
            of(eni).blocks().close(block, Closure.FROZEN);
            if (!of(eni).blocks().retire(block, now)) {
                return false;
            }
        }
        eni.prefixes.remove(prefix.cidr);
        return true;
    }

    /** Takes a whole interface out when nobody uses it; until then nothing more is leased from it. */
    boolean drained(NodeEni eni, long now) {
        for (BlockId block : blocksOf(eni)) {
            of(eni).blocks().close(block, Closure.FROZEN);
        }
        return of(eni).blocks().views(now).stream()
                .filter(view -> view.eni().equals(eni.id))
                .allMatch(view -> view.leased() == 0 && view.cooling() == 0);
    }

    void reopen(NodeEni eni) {
        blocksOf(eni).forEach(block -> of(eni).blocks().open(block, Closure.FROZEN));
        for (NodePrefix prefix : eni.prefixes.values()) {
            if (prefix.block != null && prefix.state != PrefixReading.State.VALID) {
                of(eni).blocks().close(prefix.block, Closure.FROZEN);
            }
        }
    }

    /** Forgets an interface that is gone, addresses and all. False when somebody still holds one. */
    boolean detach(NodeEni eni, long now) {
        if (!drained(eni, now)) {
            return false;
        }
        for (BlockId block : blocksOf(eni)) {
            if (!of(eni).blocks().retire(block, now)) {
                return false;
            }
        }
        eni.block = null;
        eni.prefixes.clear();
        return true;
    }

    private static List<BlockId> blocksOf(NodeEni eni) {
        List<BlockId> blocks = new ArrayList<>();
        if (eni.block != null) {
            blocks.add(eni.block);
        }
        eni.prefixes.values().forEach(prefix -> {
            if (prefix.block != null) {
                blocks.add(prefix.block);
            }
        });
        return blocks;
    }

    /** Puts a cooldown back, wherever the address is. */
    void cool(String address, long until) {
        for (LockFreeAddressPool pool : List.of(ordinary, rdma)) {
            pool.blocks().slotOf(address).ifPresent(slot -> pool.blocks().cool(slot, until));
        }
    }

    void hold(String address) {
        for (LockFreeAddressPool pool : List.of(ordinary, rdma)) {
            pool.blocks().slotOf(address).ifPresent(slot -> pool.blocks().hold(slot));
        }
    }

    void unhold(String address) {
        for (LockFreeAddressPool pool : List.of(ordinary, rdma)) {
            OptionalInt slot = pool.blocks().slotOf(address);
            LeaseAddress found = slot.isPresent() ? pool.blocks().address(slot.getAsInt()) : null;
            if (found != null && !isHalf(found)) {
                pool.blocks().unhold(slot.getAsInt());
            }
        }
    }

    /** What the planner reads of an interface. */
    EniReading reading(NodeEni eni, long now) {
        List<SlotReading> slots = new ArrayList<>();
        for (SlotView slot : slots(eni, now)) {
            boolean primary = slot.address().primary().equals(eni.primary);
            slots.add(new SlotReading(slot.address(), primary, use(slot, now)));
        }
        List<PrefixReading> prefixes = new ArrayList<>();
        eni.prefixes.values().forEach(prefix -> prefixes.add(reading(eni, prefix, now)));
        return new EniReading(
                eni.id,
                eni.kind,
                eni.state,
                eni.vSwitch,
                eni.schedulable,
                eni.open(now),
                eni.incoming,
                slots,
                prefixes);
    }

    private PrefixReading reading(NodeEni eni, NodePrefix prefix, long now) {
        int used = 0;
        int cooling = 0;
        for (SlotView slot : slots(eni, prefix, now)) {
            used += slot.use() == SlotView.Use.LEASED ? 1 : 0;
            cooling += slot.use() == SlotView.Use.COOLING || slot.held() ? 1 : 0;
        }
        return new PrefixReading(prefix.cidr, prefix.ipv6, prefix.state, used, cooling);
    }

    private SlotReading.Use use(SlotView slot, long now) {
        return switch (slot.use()) {
            case LEASED -> SlotReading.Use.USED;
            case IDLE -> SlotReading.Use.IDLE;
            case COOLING ->
                slot.reusableAt() - now < SOON && slot.status() == AddressStatus.VALID
                        ? SlotReading.Use.IDLE_SOON
                        : SlotReading.Use.COOLING;
            case UNUSABLE -> unusable(slot);
        };
    }

    private SlotReading.Use unusable(SlotView slot) {
        return switch (slot.status()) {
            case INVALID -> SlotReading.Use.INVALID;
            case DELETING -> SlotReading.Use.LEAVING;
            case UNCONFIRMED -> SlotReading.Use.COOLING;
            case VALID -> isHalf(slot.address()) ? SlotReading.Use.IDLE : SlotReading.Use.COOLING;
        };
    }

    /** Says what the cloud says of an address. */
    void status(NodeEni eni, int slot, AddressStatus status) {
        of(eni).blocks().setStatus(slot, status);
    }

    /** The slot of an address on an interface; empty when it is not there. */
    OptionalInt slotOf(NodeEni eni, String address) {
        OptionalInt slot = of(eni).blocks().slotOf(address);
        if (slot.isEmpty()) {
            return slot;
        }
        LeaseAddress found = of(eni).blocks().address(slot.getAsInt());
        EniId on = found == null ? null : found.eni();
        return on != null && on.equals(eni.id) ? slot : OptionalInt.empty();
    }
}
