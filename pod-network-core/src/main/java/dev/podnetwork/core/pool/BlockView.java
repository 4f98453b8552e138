package dev.podnetwork.core.pool;

import dev.podnetwork.api.EniId;
import org.jspecify.annotations.Nullable;

/**
 * One block of a pool and its counts at a moment. The counts are of addresses, or pairs, and add up to {@code addresses()}.
 *
 * @param id the block
 * @param eni its interface
 * @param prefix the prefix, null for single addresses
 * @param capacity how many addresses it has room for
 * @param frozen whether it is being drained
 * @param unschedulable whether it is not ours to use
 * @param leased somebody has them
 * @param cooling nobody has them, and their cooldown is not over
 * @param idle they may be leased
 * @param unusable nobody has them and nobody gets them: not valid, held, or closed
 */
public record BlockView(
        BlockId id,
        EniId eni,
        @Nullable AddressPrefix prefix,
        int capacity,
        boolean frozen,
        boolean unschedulable,
        int leased,
        int cooling,
        int idle,
        int unusable) {

    /** How many addresses it has. */
    public int addresses() {
        return leased + cooling + idle + unusable;
    }

    static BlockView of(Block block, Slots slots, long now) {
        int[] counts = new int[SlotView.Use.values().length];
        for (int offset = 0; offset < block.size(); offset++) {
            int slot = block.slotAt(offset);
            long state = slots.state(slot);
            if (SlotState.phase(state) != SlotState.VACANT) {
                counts[SlotView.use(slots, slot, state, now).ordinal()]++;
            }
        }
        return new BlockView(
                block.id,
                block.eni,
                block.prefix(),
                block.size(),
                (block.closures() & SlotState.FROZEN) != 0,
                (block.closures() & SlotState.UNSCHEDULABLE) != 0,
                counts[SlotView.Use.LEASED.ordinal()],
                counts[SlotView.Use.COOLING.ordinal()],
                counts[SlotView.Use.IDLE.ordinal()],
                counts[SlotView.Use.UNUSABLE.ordinal()]);
    }
}
