package dev.podnetwork.core.pool;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.LeaseAddress;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Slots that come and go together: the single addresses of an interface, or one prefix. It fills whole groups, the last
 * one in part.
 */
final class Block {
    final BlockId id;
    final EniId eni;
    private final @Nullable AddressPrefix prefix;
    private final int[] groups;
    private final int size;
    private final AtomicReferenceArray<LeaseAddress> single;
    private long closures;

    Block(BlockId id, EniId eni, @Nullable AddressPrefix prefix, int[] groups, int size) {
        this.id = id;
        this.eni = eni;
        this.prefix = prefix;
        this.groups = groups;
        this.size = size;
        this.single = new AtomicReferenceArray<>(prefix == null ? size : 0);
    }

    @Nullable
    AddressPrefix prefix() {
        return prefix;
    }

    /** How many slots it has. */
    int size() {
        return size;
    }

    int[] groups() {
        return groups;
    }

    int slotAt(int offset) {
        return groups[offset / Slots.PER_GROUP] * Slots.PER_GROUP + offset % Slots.PER_GROUP;
    }

    /** The address at an offset, null for a vacant one. A prefix derives it. */
    @Nullable
    LeaseAddress addressAt(int offset) {
        return prefix != null ? prefix.address(eni, offset) : single.get(offset);
    }

    void addressAt(int offset, @Nullable LeaseAddress address) {
        single.set(offset, address);
    }

    /** The closures that hold, as flags; only under the lock of {@link AddressBlocks}. */
    long closures() {
        return closures;
    }

    void closures(long flags) {
        closures = flags;
    }
}
