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
 * @param owner who leases it, null without a lease and in the moment in which it begins or ends
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

    /** Null for a vacant one. Looks again when the slot goes on meanwhile: its parts are of one moment. */
    static @Nullable SlotView of(Block block, int offset, Slots slots, long now) {
        LeaseAddress address = block.addressAt(offset);
        int slot = block.slotAt(offset);
        long state = slots.state(slot);
        while (address != null && SlotState.phase(state) != SlotState.VACANT) {
            SlotView view = of(address, slots, slot, state, now);
            long later = slots.state(slot);
            if (later == state) {
                return view;
            }
            state = later;
        }
        return null;
    }

    private static SlotView of(LeaseAddress address, Slots slots, int slot, long state, long now) {
        Use use = use(slots, slot, state, now);
        boolean leased = use == Use.LEASED;
        return new SlotView(
                slot,
                address,
                use,
                SlotState.status(state),
                (state & SlotState.HELD) != 0,
                leased ? LeaseHandle.of(slot, SlotState.generation(state)) : LeaseHandle.NONE,
                slots.isLeased(slot, state) ? slots.owner(slot) : null,
                slots.isCooling(slot, state) ? slots.reusableAt(slot) : 0);
    }

    static Use use(Slots slots, int slot, long state, long now) {
        if (SlotState.phase(state) == SlotState.FREE) {
            return SlotState.isClear(state) ? Use.IDLE : Use.UNUSABLE;
        }
        if (!slots.isCooling(slot, state)) {
            return Use.LEASED;
        }
        if (slots.reusableAt(slot) - now > 0) {
            return Use.COOLING;
        }
        return SlotState.isClear(state) ? Use.IDLE : Use.UNUSABLE;
    }
}
