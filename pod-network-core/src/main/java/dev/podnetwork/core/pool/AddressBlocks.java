package dev.podnetwork.core.pool;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.LeaseAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is made of. Methods here take a lock of their own, which the paths of {@link LockFreeAddressPool} never
 * touch; they take effect for every lease that starts after they return.
 *
 * <p>The life of a block: added (empty for an interface, complete for a prefix), addresses added and removed, closed and
 * opened, at last frozen, empty, retired.
 */
public final class AddressBlocks {
    private final Slots slots;
    private final Groups groups;
    private final FreeSlots free;
    private final TreeMap<BlockId, Block> blocks = new TreeMap<>();
    private final Deque<Integer> restingGroups = new ArrayDeque<>();
    private final Map<String, Integer> slotByText = new HashMap<>();
    private int blocksEver;

    AddressBlocks(Slots slots, Groups groups, FreeSlots free) {
        this.slots = slots;
        this.groups = groups;
        this.free = free;
        for (int group = 0; group < groups.count(); group++) {
            restingGroups.add(group);
        }
    }

    /** An interface without addresses yet, with room for as many. */
    public synchronized BlockId addEni(EniId eni, int capacity) {
        return add(eni, null, capacity);
    }

    /** A prefix of an interface, all its addresses valid. */
    public synchronized BlockId addPrefix(EniId eni, AddressPrefix prefix, AddressStatus status) {
        BlockId id = add(eni, prefix, prefix.size());
        Block block = block(id);
        for (int offset = 0; offset < block.size(); offset++) {
            fill(block.slotAt(offset), SlotState.flagOf(status));
        }
        return id;
    }

    private BlockId add(EniId eni, @Nullable AddressPrefix prefix, int size) {
        int needed = (size + Slots.PER_GROUP - 1) / Slots.PER_GROUP;
        if (size < 1 || needed > restingGroups.size()) {
            throw new IllegalArgumentException("a block of " + size + " addresses for " + eni + " needs " + needed
                    + " groups and " + restingGroups.size() + " are left: raise maxGroups of the pool");
        }
        int[] taken = new int[needed];
        for (int i = 0; i < needed; i++) {
            taken[i] = restingGroups.remove();
        }
        Block block = new Block(new BlockId(blocksEver++), eni, prefix, taken, size);
        for (int i = 0; i < needed; i++) {
            slots.make(taken[i]);
            groups.serve(taken[i], block, i);
        }
        blocks.put(block.id, block);
        return block.id;
    }

    /**
     * An address, or a pair, of an interface.
     *
     * @return its slot
     */
    public synchronized int addAddress(BlockId id, LeaseAddress address, AddressStatus status) {
        Block block = block(id);
        if (block.prefix() != null || !block.eni.equals(address.eni())) {
            throw new IllegalArgumentException(address + " does not belong to " + id + " of " + block.eni);
        }
        if (slotOf(address.primary()).isPresent()) {
            throw new IllegalArgumentException(address.primary() + " is in the pool already");
        }
        for (int offset = 0; offset < block.size(); offset++) {
            if (block.addressAt(offset) == null) {
                int slot = block.slotAt(offset);
                block.addressAt(offset, address);
                name(address, slot);
                fill(slot, block.closures() | SlotState.flagOf(status));
                return slot;
            }
        }
        throw new IllegalArgumentException(
                address.primary() + " for " + id + ": all " + block.size() + " places of " + block.eni + " are taken");
    }

    private void name(LeaseAddress address, int slot) {
        slotByText.put(address.primary(), slot);
        String ipv6 = address.ipv6();
        if (ipv6 != null) {
            slotByText.put(ipv6, slot);
        }
    }

    private void fill(int slot, long flags) {
        long vacant = slots.state(slot);
        long filled = SlotState.withPhase(vacant | flags, SlotState.FREE);
        if (SlotState.phase(vacant) != SlotState.VACANT || !slots.change(slot, vacant, filled)) {
            throw new IllegalStateException("slot " + slot + " was to be vacant: state " + vacant);
        }
        free.announceIfFree(slot, filled, free.stripe());
    }

    /** Says what the cloud says of an address, leased or not. Idempotent. */
    public synchronized void setStatus(int slot, AddressStatus status) {
        reflag(existing(slot), SlotState.STATUS, SlotState.flagOf(status));
    }

    /** The same for all addresses of a block: a prefix that became Invalid or Deleting (spec: node-ipam §2.11). */
    public synchronized void setStatus(BlockId id, AddressStatus status) {
        Block block = block(id);
        for (int offset = 0; offset < block.size(); offset++) {
            int slot = block.slotAt(offset);
            if (SlotState.phase(slots.state(slot)) != SlotState.VACANT) {
                reflag(slot, SlotState.STATUS, SlotState.flagOf(status));
            }
        }
    }

    /** Keeps an address from being handed out after its present lease, until {@link #unhold}. Idempotent. */
    public synchronized void hold(int slot) {
        reflag(existing(slot), 0, SlotState.HELD);
    }

    /** Ends a hold. Idempotent. */
    public synchronized void unhold(int slot) {
        reflag(existing(slot), SlotState.HELD, 0);
    }

    /** Hands out nothing of a block any more, until {@link #open}. Its leases live on. Idempotent. */
    public synchronized void close(BlockId id, Closure closure) {
        setClosures(block(id), 0, closure.flag());
    }

    /** Ends one reason to hand out nothing of a block. Idempotent. */
    public synchronized void open(BlockId id, Closure closure) {
        setClosures(block(id), closure.flag(), 0);
    }

    private void setClosures(Block block, long cleared, long set) {
        block.closures(block.closures() & ~cleared | set);
        for (int offset = 0; offset < block.size(); offset++) {
            int slot = block.slotAt(offset);
            if (SlotState.phase(slots.state(slot)) != SlotState.VACANT) {
                reflag(slot, cleared, set);
            }
        }
    }

    private void reflag(int slot, long cleared, long set) {
        long state = slots.state(slot);
        long changed = SlotState.reflagged(state, cleared, set);
        while (state != changed && !slots.change(slot, state, changed)) {
            state = slots.state(slot);
            changed = SlotState.reflagged(state, cleared, set);
        }
        free.announceIfFree(slot, changed, free.stripe());
    }

    /** Takes an idle address out of use, for good: it is now Deleting. False when it is not idle at this time. */
    public synchronized boolean condemn(int slot, long now) {
        if (!slots.isMade(slot) || !free.claimExactly(slot, now)) {
            return false;
        }
        reflag(slot, SlotState.STATUS, SlotState.flagOf(AddressStatus.DELETING));
        free.undo(slot);
        return true;
    }

    /** Forgets an address that is Deleting or Invalid and that nobody holds. False when it is anything else. */
    public synchronized boolean removeAddress(int slot, long now) {
        AddressStatus status = slots.isMade(slot) ? SlotState.status(slots.state(slot)) : AddressStatus.VALID;
        boolean gone = status == AddressStatus.DELETING || status == AddressStatus.INVALID;
        Block block = groups.block(slot / Slots.PER_GROUP);
        if (!gone || block == null || block.prefix() != null || !isEmpty(slot, now)) {
            return false;
        }
        int offset = groups.offsetOf(slot);
        LeaseAddress address = block.addressAt(offset);
        vacate(slot);
        block.addressAt(offset, null);
        if (address != null) {
            forget(address, slot);
        }
        return true;
    }

    /** An address that has another slot by now keeps that one. */
    private void forget(LeaseAddress address, int slot) {
        slotByText.remove(address.primary(), slot);
        slotByText.remove(String.valueOf(address.ipv6()), slot);
    }

    /**
     * Takes a frozen block out when nobody holds any of its addresses and none cools down; its groups may serve again.
     *
     * @return false when it is not frozen or not empty yet
     */
    public synchronized boolean retire(BlockId id, long now) {
        Block block = block(id);
        boolean frozen = (block.closures() & SlotState.FROZEN) != 0;
        for (int offset = 0; frozen && offset < block.size(); offset++) {
            frozen = isEmpty(block.slotAt(offset), now);
        }
        if (!frozen) {
            return false;
        }
        for (int offset = 0; offset < block.size(); offset++) {
            vacate(block.slotAt(offset));
            LeaseAddress address = block.prefix() == null ? block.addressAt(offset) : null;
            if (address != null) {
                forget(address, block.slotAt(offset));
            }
        }
        for (int group : block.groups()) {
            groups.rest(group);
            restingGroups.add(group);
        }
        blocks.remove(id);
        return true;
    }

    private boolean isEmpty(int slot, long now) {
        long state = slots.state(slot);
        long phase = SlotState.phase(state);
        return phase == SlotState.VACANT
                || phase == SlotState.FREE
                || slots.isCooling(slot, state) && slots.reusableAt(slot) - now <= 0;
    }

    /** The slot carries a flag that keeps every lease away, so only a thaw may come between. */
    private void vacate(int slot) {
        long state = slots.state(slot);
        while (SlotState.phase(state) != SlotState.VACANT && !slots.change(slot, state, SlotState.vacated(state))) {
            state = slots.state(slot);
        }
    }

    /** For {@link LockFreeAddressPool#adopt}: a slot nobody holds, now in CLAIMED with its flags. */
    synchronized boolean claimWhateverItsState(int slot) {
        for (long state = slots.state(slot); SlotState.phase(state) == SlotState.FREE; state = slots.state(slot)) {
            if (slots.change(slot, state, SlotState.claimed(state))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts a cooldown back that a journal remembers. Call it in the order of the times.
     *
     * @return false when the address is leased or cools down already
     */
    public synchronized boolean cool(int slot, long reusableAt) {
        if (!slots.isMade(slot) || !claimWhateverItsState(slot)) {
            return false;
        }
        long state = slots.state(slot);
        while (!slots.change(slot, state, SlotState.withPhase(state, SlotState.RETURNING))) {
            state = slots.state(slot);
        }
        free.cool(slot, SlotState.generation(state), reusableAt);
        return true;
    }

    /** The slot of an address in text. */
    public synchronized OptionalInt slotOf(String address) {
        Integer single = slotByText.get(address);
        if (single != null) {
            return OptionalInt.of(single);
        }
        for (Block block : blocks.values()) {
            AddressPrefix prefix = block.prefix();
            int offset = prefix == null ? -1 : prefix.offsetOf(address);
            if (offset >= 0) {
                return OptionalInt.of(block.slotAt(offset));
            }
        }
        return OptionalInt.empty();
    }

    /** The address of a slot, null for a vacant one. */
    public @Nullable LeaseAddress address(int slot) {
        Block block = groups.block(slot / Slots.PER_GROUP);
        int offset = groups.offsetOf(slot);
        return block == null || offset >= block.size() ? null : block.addressAt(offset);
    }

    /** All blocks, oldest first, as they are now. */
    public synchronized List<BlockView> views(long now) {
        List<BlockView> views = new ArrayList<>();
        for (Block block : blocks.values()) {
            free.recount(block);
            views.add(BlockView.of(block, slots, now));
        }
        return views;
    }

    /** The addresses of a block, as they are now. */
    public synchronized List<SlotView> addresses(BlockId id, long now) {
        Block block = block(id);
        List<SlotView> views = new ArrayList<>();
        for (int offset = 0; offset < block.size(); offset++) {
            SlotView view = SlotView.of(block, offset, slots, now);
            if (view != null) {
                views.add(view);
            }
        }
        return views;
    }

    private int existing(int slot) {
        if (!slots.isMade(slot) || SlotState.phase(slots.state(slot)) == SlotState.VACANT) {
            throw new IllegalArgumentException("slot " + slot + " holds no address: ask slotOf for the slot");
        }
        return slot;
    }

    private Block block(BlockId id) {
        Block block = blocks.get(id);
        if (block == null) {
            throw new IllegalArgumentException(id + " is not in the pool: it was retired, or belongs to another pool");
        }
        return block;
    }
}
