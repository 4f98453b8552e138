package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import org.jspecify.annotations.Nullable;

/**
 * One address of a pool as it was at a moment.
 *
 * @param slot its number
 * @param address the address or pair
 * @param use what it is used for
 * @param status what the cloud says of it
 * @param held whether a hold keeps it from the next owner
 * @param handle the lease, {@link LeaseHandle#NONE} without one
 * @param owner who leases it, null without a lease
 * @param reusableAt ticks at which its cooldown ends; means something only while it cools down
 */
public record SlotView(
        int slot,
        LeaseAddress address,
        Use use,
        AddressStatus status,
        boolean held,
        long handle,
        @Nullable LeaseOwner owner,
        long reusableAt) {

    /** What an address is used for; each has exactly one. */
    public enum Use {
        /** Somebody has it. */
        LEASED,
        /** Nobody has it, and its cooldown is not over. */
        COOLING,
        /** It may be leased. */
        IDLE,
        /** Nobody has it and nobody gets it: not valid, held, or its block is closed. */
        UNUSABLE
    }

    static @Nullable SlotView of(Block block, int offset, Slot slot, long now) {
        LeaseAddress address = block.addressAt(offset);
        long state = slot.state();
        if (address == null || SlotState.phase(state) == SlotState.VACANT) {
            return null;
        }
        Use use = use(slot, state, now);
        boolean leased = use == Use.LEASED;
        return new SlotView(
                slot.index,
                address,
                use,
                SlotState.status(state),
                (state & SlotState.HELD) != 0,
                leased ? LeaseHandle.of(slot.index, SlotState.generation(state)) : LeaseHandle.NONE,
                leased ? slot.owner() : null,
                slot.reusableAt());
    }

    static Use use(Slot slot, long state, long now) {
        if (SlotState.phase(state) == SlotState.FREE) {
            return SlotState.isClear(state) ? Use.IDLE : Use.UNUSABLE;
        }
        if (!slot.isCooling(state)) {
            return Use.LEASED;
        }
        if (slot.reusableAt() - now > 0) {
            return Use.COOLING;
        }
        return SlotState.isClear(state) ? Use.IDLE : Use.UNUSABLE;
    }
}
