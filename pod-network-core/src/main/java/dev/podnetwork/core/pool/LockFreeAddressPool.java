package dev.podnetwork.core.pool;

import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a node and who holds them. {@link #lease}, {@link #leaseExactly}, {@link #giveBack} and {@link #find}
 * may be called by any number of threads: they are lock-free, allocate nothing, never wait and never call the cloud. What
 * changes the pool itself is in {@link #blocks()} and is serialised.
 *
 * <p>Invariants, whatever the interleaving:
 *
 * <ul>
 *   <li>An address has one owner at most, and an owner one address at most: the same owner gets the same address.
 *   <li>Only an address that is valid, not held, in an open block and past its cooldown is handed out.
 *   <li>{@link LeaseHandle#EXHAUSTED} is answered only if at one moment of the call no address could be handed out.
 *   <li>A handle is given back once; a second or a late return is refused and changes nothing.
 * </ul>
 *
 * <p>Times are ticks of one monotonic clock, in nanoseconds, brought by the caller. One cooldown for all addresses keeps
 * the queue exact; after a change of the cooldown an address may come back late, never early. How a slot moves is the table
 * in {@link SlotState}. The order among blocks is exact for one thread, up to 64 groups, and up to 64 cooldowns that end
 * between two leases; a preference otherwise: each stripe of threads packs what it leases itself.
 */
public final class LockFreeAddressPool {
    /** Looks before {@link LeaseHandle#CONTENDED} is answered: what they look for takes a few instructions. */
    private static final int LOOKS = 32;
    /** To look at so many slots counts as another look: a lease is not to read a large pool 32 times. */
    private static final int SLOTS_OF_A_LOOK = 1_024;

    private final Slots slots;
    private final OwnerTable owners;
    private final FreeSlots free;
    private final AddressBlocks blocks;

    /** An empty pool. */
    public LockFreeAddressPool(PoolSettings settings) {
        Groups groups = new Groups(settings.maxGroups());
        slots = new Slots(settings.maxGroups(), settings.stripes());
        owners = new OwnerTable(slots);
        free = new FreeSlots(slots, groups, settings);
        blocks = new AddressBlocks(slots, groups, free);
    }

    /** What the pool is made of: interfaces, prefixes, addresses and their states. */
    public AddressBlocks blocks() {
        return blocks;
    }

    /**
     * An address for an owner: the one it holds, else an idle one of the preferred block. Answers a lease, {@link
     * LeaseHandle#EXHAUSTED}, {@link LeaseHandle#NOT_VALID} or {@link LeaseHandle#CONTENDED}.
     */
    public long lease(LeaseOwner owner, long now) {
        int hash = owner.hashCode();
        long answer = quickly(owner, hash, now);
        int looks = LOOKS;
        while (answer == LeaseHandle.NONE || answer == LeaseHandle.CONTENDED && looks > 0) {
            if (answer == LeaseHandle.NONE) {
                answer = thoroughly(owner, hash, now);
                looks -= slots.size() / SLOTS_OF_A_LOOK;
            } else {
                Thread.onSpinWait();
                looks--;
                answer = quickly(owner, hash, now);
            }
        }
        return answer;
    }

    /** Answers {@link LeaseHandle#NONE} when the quick ways show nothing free. */
    private long quickly(LeaseOwner owner, int hash, long now) {
        int stripe = free.stripe();
        free.approach(stripe);
        int held = owners.find(owner, hash);
        if (held >= 0) {
            return repeated(held, owner, hash);
        }
        int claimed = free.claim(stripe, now);
        return claimed >= 0 ? settle(claimed, owner, hash, stripe) : LeaseHandle.NONE;
    }

    private long thoroughly(LeaseOwner owner, int hash, long now) {
        int claimed = free.sweep(now);
        return claimed >= 0 ? settle(claimed, owner, hash, free.stripe()) : exhausted(owner, hash, now);
    }

    /** Nothing was free, if it was so at a moment at which the owner had nothing either. */
    private long exhausted(LeaseOwner owner, int hash, long now) {
        long before = free.generationsIfNoneIsAvailable(now);
        if (before == LeaseHandle.CONTENDED || owners.find(owner, hash) >= 0) {
            return LeaseHandle.CONTENDED;
        }
        return free.generationsIfNoneIsAvailable(now) == before ? LeaseHandle.EXHAUSTED : LeaseHandle.CONTENDED;
    }

    /**
     * Exactly this address for an owner. Answers a lease, {@link LeaseHandle#TAKEN}, {@link LeaseHandle#COOLING}, {@link
     * LeaseHandle#UNAVAILABLE}, {@link LeaseHandle#HOLDS_ANOTHER}, {@link LeaseHandle#NOT_VALID} or {@link
     * LeaseHandle#CONTENDED}.
     *
     * @param slot from {@link AddressBlocks#slotOf}
     */
    public long leaseExactly(LeaseOwner owner, int slot, long now) {
        int hash = owner.hashCode();
        if (!slots.isMade(slot)) {
            return LeaseHandle.UNAVAILABLE;
        }
        int held = owners.find(owner, hash);
        if (held >= 0) {
            long lease = repeated(held, owner, hash);
            return LeaseHandle.isLease(lease) && held != slot ? LeaseHandle.HOLDS_ANOTHER : lease;
        }
        if (free.claimExactly(slot, now)) {
            long lease = settle(slot, owner, hash, free.stripe());
            return LeaseHandle.isLease(lease) && LeaseHandle.slot(lease) != slot ? LeaseHandle.HOLDS_ANOTHER : lease;
        }
        return owners.find(owner, hash) < 0 ? whyNot(slot, now) : LeaseHandle.CONTENDED;
    }

    private long whyNot(int slot, long now) {
        long state = slots.state(slot);
        if (slots.isLeased(slot, state)) {
            return LeaseHandle.TAKEN;
        }
        if (slots.isUndecided(slot, state) || slots.isAvailable(slot, state, now)) {
            return LeaseHandle.CONTENDED;
        }
        return slots.isCooling(slot, state) && SlotState.isClear(state) ? LeaseHandle.COOLING : LeaseHandle.UNAVAILABLE;
    }

    /**
     * Puts a lease back that a journal remembers, whatever the state of its address and although it would not be handed out:
     * the pod may still use it (spec: node-ipam §2.14). Not to be called while its block is retired.
     *
     * @return a lease, {@link LeaseHandle#HOLDS_ANOTHER}, or {@link LeaseHandle#TAKEN} when the address is not idle
     */
    public long adopt(LeaseOwner owner, int slot) {
        int hash = owner.hashCode();
        if (!slots.isMade(slot) || !blocks.claimWhateverItsState(slot)) {
            int held = owners.find(owner, hash);
            long lease = held < 0 ? LeaseHandle.NONE : leaseOf(held, owner, hash);
            return LeaseHandle.isLease(lease) && held == slot ? lease : LeaseHandle.TAKEN;
        }
        long lease = settle(slot, owner, hash, free.stripe());
        return LeaseHandle.isLease(lease) && LeaseHandle.slot(lease) != slot ? LeaseHandle.HOLDS_ANOTHER : lease;
    }

    /** Gives a slot in CLAIMED to its owner, unless the owner got another meanwhile: then that one. */
    private long settle(int claimed, LeaseOwner owner, int hash, int stripe) {
        long generation = SlotState.generation(slots.state(claimed));
        slots.lease(claimed, owner, hash, stripe);
        int rival = owners.link(claimed, owner, hash, generation);
        if (rival >= 0) {
            free.undo(claimed);
            return repeated(rival, owner, hash);
        }
        free.count(claimed, stripe, 1);
        slots.settleLease(claimed, generation);
        return LeaseHandle.of(claimed, generation);
    }

    private long repeated(int held, LeaseOwner owner, int hash) {
        long lease = leaseOf(held, owner, hash);
        if (!LeaseHandle.isLease(lease)) {
            return LeaseHandle.CONTENDED;
        }
        AddressStatus status = SlotState.status(slots.state(held));
        boolean lost = status == AddressStatus.INVALID || status == AddressStatus.DELETING;
        return lost ? LeaseHandle.NOT_VALID : lease;
    }

    /** The lease of an owner in a slot that a search answered; the slot may have gone on since. */
    private long leaseOf(int slot, LeaseOwner owner, int hash) {
        long state = slots.state(slot);
        boolean its = slots.isLeased(slot, state) && slots.isOwner(slot, owner, hash);
        long generation = SlotState.generation(state);
        long later = slots.state(slot);
        boolean same = SlotState.phase(later) == SlotState.CLAIMED && SlotState.generation(later) == generation;
        return its && same ? LeaseHandle.of(slot, generation) : LeaseHandle.CONTENDED;
    }

    /**
     * Gives a lease back; from {@code reusableAt} on its address may be leased again.
     *
     * @return false when the handle is not a lease that lives: it was given back before, or never was one
     */
    public boolean giveBack(long handle, long reusableAt) {
        int slot = LeaseHandle.slot(handle);
        long generation = LeaseHandle.generation(handle);
        boolean known = LeaseHandle.isLease(handle) && slot < slots.size() && slots.isMade(slot);
        if (!known || !startReturn(slot, generation)) {
            return false;
        }
        owners.unlink(slot);
        free.count(slot, slots.stripeOf(slot), -1);
        free.cool(slot, generation, reusableAt);
        return true;
    }

    private boolean startReturn(int slot, long generation) {
        long state = slots.state(slot);
        while (SlotState.generation(state) == generation && slots.isLeased(slot, state)) {
            if (slots.change(slot, state, SlotState.withPhase(state, SlotState.RETURNING))) {
                return true;
            }
            state = slots.state(slot);
        }
        return false;
    }

    /** The lease of an owner, {@link LeaseHandle#NONE}, or {@link LeaseHandle#CONTENDED} while it changes. */
    public long find(LeaseOwner owner) {
        int hash = owner.hashCode();
        int held = owners.find(owner, hash);
        return held < 0 ? LeaseHandle.NONE : leaseOf(held, owner, hash);
    }

    /** The address of a lease; a prefix derives it anew. Null when its block is gone. */
    public @Nullable LeaseAddress address(long handle) {
        return LeaseHandle.isLease(handle) ? blocks.address(LeaseHandle.slot(handle)) : null;
    }
}
