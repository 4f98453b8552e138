package dev.podnetwork.core.pool;

/**
 * Where a free slot is found and where a slot that was given back goes. A slot whose cooldown is over is idle whether it
 * was moved to an idle index yet or not.
 *
 * <p>Every thread belongs to a stripe: it gives back to the queue of its stripe, and looks first at what its stripe has
 * idle, so that two threads seldom touch the same memory. What the quick ways miss the sweep finds: it reads the slots
 * themselves.
 */
final class FreeSlots {
    private static final int MOST_THAWED_AT_ONCE = 64;

    private final Slots slots;
    private final Groups groups;
    private final IdleIndex[] idle;
    private final CooldownQueue[] cooling;

    FreeSlots(Slots slots, Groups groups, PoolSettings settings) {
        this.slots = slots;
        this.groups = groups;
        this.idle = new IdleIndex[settings.stripes()];
        this.cooling = new CooldownQueue[settings.stripes()];
        for (int i = 0; i < cooling.length; i++) {
            idle[i] = new IdleIndex(groups, settings.order());
            cooling[i] = new CooldownQueue(slots.size());
        }
    }

    /** The stripe of the calling thread. */
    int stripe() {
        return (int) Thread.currentThread().getId() & cooling.length - 1;
    }

    /**
     * Reads the slot that {@link #claim} will probably take: in a large pool it is not in the cache, and comes while the bucket of
     * the owner does. The state is looked at because the compiler leaves out a read whose value nobody uses.
     */
    void approach(int stripe) {
        if (!slots.areMany()) {
            return;
        }
        int slot = LeaseHandle.slot(cooling[stripe].first());
        if (slots.isMade(slot) && slots.state(slot) < 0) {
            throw new IllegalStateException("slot " + slot + " has had all its generations");
        }
    }

    /** A slot now in CLAIMED, or -1 when the quick ways show none. */
    int claim(int stripe, long now) {
        CooldownQueue own = cooling[stripe];
        long cooled = own.poll(now);
        if (cooled >= 0 && !own.isDue(now) && !idle[stripe].hasBetterThan(groupOf(cooled))) {
            int only = claimCooled(cooled);
            cooled = LeaseHandle.NONE;
            if (only >= 0) {
                return only;
            }
        }
        // Several are free, and another may be better: the packing order chooses among all of them.
        for (int n = 1; cooled >= 0; n++) {
            thaw(cooled, stripe);
            cooled = n < MOST_THAWED_AT_ONCE ? own.poll(now) : LeaseHandle.NONE;
        }
        int slot = claimIndexed(idle[stripe]);
        return slot >= 0 ? slot : claimAnywhere(stripe, now);
    }

    private static int groupOf(long handle) {
        return LeaseHandle.slot(handle) / Slots.PER_GROUP;
    }

    private int claimAnywhere(int stripe, long now) {
        for (int i = 1; i < idle.length; i++) {
            int slot = claimIndexed(idle[stripe + i & idle.length - 1]);
            if (slot >= 0) {
                return slot;
            }
        }
        for (int i = 0; i < cooling.length; i++) {
            CooldownQueue queue = cooling[stripe + i & cooling.length - 1];
            for (long cooled = queue.poll(now); cooled >= 0; cooled = queue.poll(now)) {
                int slot = claimCooled(cooled);
                if (slot >= 0) {
                    return slot;
                }
            }
        }
        return -1;
    }

    private int claimIndexed(IdleIndex index) {
        for (int slot = index.take(); slot >= 0; slot = index.take()) {
            if (claimFree(slot)) {
                return slot;
            }
        }
        return -1;
    }

    private boolean claimFree(int slot) {
        for (long state = slots.state(slot); SlotState.isFree(state); state = slots.state(slot)) {
            if (slots.change(slot, state, SlotState.claimed(state))) {
                return true;
            }
        }
        return false;
    }

    /** Negative when the slot may not be handed out, or has been claimed past the queue. */
    private int claimCooled(long handle) {
        int slot = LeaseHandle.slot(handle);
        // It was settled before it came into the queue, so that this state says all.
        long expected = SlotState.returning(LeaseHandle.generation(handle));
        if (slots.change(slot, expected, SlotState.claimed(expected))) {
            return slot;
        }
        for (long state = slots.state(slot); isStillCooling(slot, state, handle); state = slots.state(slot)) {
            if (!SlotState.isClear(state)) {
                thaw(handle, stripe());
                return -1;
            }
            if (slots.change(slot, state, SlotState.claimed(state))) {
                return slot;
            }
        }
        return -1;
    }

    private void thaw(long handle, int stripe) {
        int slot = LeaseHandle.slot(handle);
        for (long state = slots.state(slot); isStillCooling(slot, state, handle); state = slots.state(slot)) {
            long free = SlotState.withPhase(state, SlotState.FREE);
            if (slots.change(slot, state, free)) {
                announceIfFree(slot, free, stripe);
                return;
            }
        }
    }

    private boolean isStillCooling(int slot, long state, long handle) {
        return SlotState.generation(state) == LeaseHandle.generation(handle) && slots.isCooling(slot, state);
    }

    /** Whether this slot was idle and is now in CLAIMED. */
    boolean claimExactly(int slot, long now) {
        for (long state = slots.state(slot); slots.isAvailable(slot, state, now); state = slots.state(slot)) {
            if (slots.change(slot, state, SlotState.claimed(state))) {
                return true;
            }
        }
        return false;
    }

    /** The slot, from the first half of CLAIMED, was not needed. */
    void undo(int slot) {
        long state = slots.state(slot);
        long free = SlotState.withPhase(state, SlotState.FREE);
        while (!slots.change(slot, state, free)) {
            state = slots.state(slot);
            free = SlotState.withPhase(state, SlotState.FREE);
        }
        announceIfFree(slot, free, stripe());
    }

    void announceIfFree(int slot, long state, int stripe) {
        if (SlotState.isFree(state)) {
            idle[stripe].announce(slot);
        }
    }

    /** Counts a lease that a stripe has taken, or its return, for the order among blocks. */
    void count(int slot, int stripe, int change) {
        idle[stripe].count(slot / Slots.PER_GROUP, change);
    }

    /** Counts the leases of a block anew, where counts may have got lost. */
    void recount(Block block) {
        if (idle.length == 1) {
            return;
        }
        long[] exact = new long[idle.length];
        for (int offset = 0; offset < block.size(); offset++) {
            int slot = block.slotAt(offset);
            if (slots.isLeased(slot, slots.state(slot))) {
                exact[slots.stripeOf(slot)]++;
            }
        }
        for (int i = 0; i < exact.length; i++) {
            idle[i].recount(block.groups()[0], exact[i]);
        }
    }

    /** The slot, from the first half of RETURNING, cools down. */
    void cool(int slot, long generation, long reusableAt) {
        slots.reusableAt(slot, reusableAt);
        slots.settleReturn(slot, generation);
        long handle = LeaseHandle.of(slot, generation);
        int own = stripe();
        for (int i = 0; i < cooling.length; i++) {
            if (cooling[own + i & cooling.length - 1].offer(handle, reusableAt)) {
                return;
            }
        }
        // Every queue is full of entries that were claimed past it: the sweep still finds the slot.
    }

    /** Looks at every slot: one now in CLAIMED, or -1 when none could be had. */
    int sweep(long now) {
        for (int group = 0; group < groups.count(); group++) {
            int first = group * Slots.PER_GROUP;
            for (int slot = first; groups.block(group) != null && slot < first + groups.slotsIn(group); slot++) {
                if (claimExactly(slot, now)) {
                    return slot;
                }
            }
        }
        return -1;
    }

    /**
     * The sum of all generations when no slot is available and none is undecided, else CONTENDED. Twice the same sum proves
     * that none was available at any moment between the two calls, for every lease in between would have raised it.
     */
    long generationsIfNoneIsAvailable(long now) {
        long generations = 0;
        for (int group = 0; group < groups.count(); group++) {
            int first = group * Slots.PER_GROUP;
            for (int slot = first; groups.block(group) != null && slot < first + groups.slotsIn(group); slot++) {
                long state = slots.state(slot);
                if (slots.isUndecided(slot, state) || slots.isAvailable(slot, state, now)) {
                    return LeaseHandle.CONTENDED;
                }
                generations += SlotState.generation(state);
            }
        }
        return generations;
    }
}
