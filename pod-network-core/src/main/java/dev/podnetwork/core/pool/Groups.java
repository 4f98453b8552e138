package dev.podnetwork.core.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which block each group of 64 slots serves. Changed under the lock of {@link AddressBlocks}, read by everybody. A slot that
 * is leased keeps its block from being retired.
 */
final class Groups {
    private static final VarHandle BLOCK = MethodHandles.arrayElementVarHandle(Block[].class);
    private static final int NONE = -1;

    private final @Nullable Block[] blocks;
    private final int[] positions;
    private final int[] leaders;
    private final int[] sizes;

    Groups(int count) {
        blocks = new Block[count];
        positions = new int[count];
        leaders = new int[count];
        sizes = new int[count];
    }

    int count() {
        return blocks.length;
    }

    @Nullable
    Block block(int group) {
        return (Block) BLOCK.getVolatile(blocks, group);
    }

    /** The first group of its block: the number under which the leases of the block are counted. */
    int leader(int group) {
        return leaders[group];
    }

    /** Slots of its block, negative when it serves none. */
    int sizeOfBlock(int group) {
        return sizes[group];
    }

    /** How many of its slots the block of a group has. */
    int slotsIn(int group) {
        return Math.min(sizes[group] - positions[group] * Slots.PER_GROUP, Slots.PER_GROUP);
    }

    /** The offset in its block of a slot. */
    int offsetOf(int slot) {
        return positions[slot / Slots.PER_GROUP] * Slots.PER_GROUP + slot % Slots.PER_GROUP;
    }

    /** Serves a block that has this group at a position. */
    void serve(int group, Block block, int position) {
        positions[group] = position;
        leaders[group] = block.groups()[0];
        sizes[group] = block.size();
        BLOCK.setVolatile(blocks, group, block);
    }

    void rest(int group) {
        leaders[group] = group;
        sizes[group] = NONE;
        BLOCK.setVolatile(blocks, group, null);
    }
}
