package dev.podnetwork.core.pool;

import org.jspecify.annotations.Nullable;

/**
 * Where a free slot is found and where a slot that was given back goes. A slot whose cooldown is over is idle whether it
 * was moved to the idle index yet or not.
 *
 * <p>Every thread gives back to one of a few queues and looks there first, so that two threads seldom touch the same
 * memory. What the quick ways miss the sweep finds: it reads the slots themselves.
 */
final class FreeSlots {
    private static final int MOST_THAWED_AT_ONCE = 64;

    private final Slot[] slots;
    private final Group[] groups;
    private final IdleIndex idle;
    private final CooldownQueue[] cooling;

    FreeSlots(Slot[] slots, Group[] groups, PoolSettings settings) {
        this.slots = slots;
        this.groups = groups;
        this.idle = new IdleIndex(groups, settings.order());
        this.cooling = new CooldownQueue[settings.stripes()];
        for (int i = 0; i < cooling.length; i++) {
            cooling[i] = new CooldownQueue(slots.length);
        }
    }

    /** A slot now in CLAIMED, or null when the quick ways show none. */
    @Nullable
    Slot claim(long now) {
        CooldownQueue own = cooling[stripe()];
        long cooled = own.poll(now);
        if (cooled >= 0 && idle.isEmpty() && !own.isDue(now)) {
            Slot only = claimCooled(cooled);
            cooled = LeaseHandle.NONE;
            if (only != null) {
                return only;
            }
        }
        // Several are free: the packing order chooses among all of them.
        for (int n = 1; cooled >= 0; n++) {
            thaw(cooled);
            cooled = n < MOST_THAWED_AT_ONCE ? own.poll(now) : LeaseHandle.NONE;
        }
        Slot slot = claimIndexed();
        return slot != null ? slot : claimCooledAnywhere(now);
    }

    private @Nullable Slot claimIndexed() {
        for (int n = idle.take(); n >= 0; n = idle.take()) {
            if (claimFree(slots[n])) {
                return slots[n];
            }
        }
        return null;
    }

    private @Nullable Slot claimCooledAnywhere(long now) {
        for (CooldownQueue queue : cooling) {
            for (long cooled = queue.poll(now); cooled >= 0; cooled = queue.poll(now)) {
                Slot slot = claimCooled(cooled);
                if (slot != null) {
                    return slot;
                }
            }
        }
        return null;
    }

    private static boolean claimFree(Slot slot) {
        for (long state = slot.state(); SlotState.isFree(state); state = slot.state()) {
            if (slot.change(state, SlotState.claimed(state))) {
                return true;
            }
        }
        return false;
    }

    /** Null when the slot may not be handed out, or has been claimed past the queue. */
    private @Nullable Slot claimCooled(long handle) {
        Slot slot = slots[LeaseHandle.slot(handle)];
        for (long state = slot.state(); isStillCooling(slot, state, handle); state = slot.state()) {
            if (!SlotState.isClear(state)) {
                thaw(handle);
                return null;
            }
            if (slot.change(state, SlotState.claimed(state))) {
                return slot;
            }
        }
        return null;
    }

    private void thaw(long handle) {
        Slot slot = slots[LeaseHandle.slot(handle)];
        for (long state = slot.state(); isStillCooling(slot, state, handle); state = slot.state()) {
            long free = SlotState.withPhase(state, SlotState.FREE);
            if (slot.change(state, free)) {
                announceIfFree(slot, free);
                return;
            }
        }
    }

    private static boolean isStillCooling(Slot slot, long state, long handle) {
        return SlotState.generation(state) == LeaseHandle.generation(handle) && slot.isCooling(state);
    }

    /** Whether this slot was idle and is now in CLAIMED. */
    boolean claimExactly(Slot slot, long now) {
        for (long state = slot.state(); slot.isAvailable(state, now); state = slot.state()) {
            if (slot.change(state, SlotState.claimed(state))) {
                return true;
            }
        }
        return false;
    }

    /** The slot, from the first half of CLAIMED, was not needed. */
    void undo(Slot slot) {
        long state = slot.state();
        long free = SlotState.withPhase(state, SlotState.FREE);
        while (!slot.change(state, free)) {
            state = slot.state();
            free = SlotState.withPhase(state, SlotState.FREE);
        }
        announceIfFree(slot, free);
    }

    void announceIfFree(Slot slot, long state) {
        if (SlotState.isFree(state)) {
            idle.announce(slot);
        }
    }

    /** The slot, from the first half of RETURNING, cools down. */
    void cool(Slot slot, long generation, long reusableAt) {
        slot.reusableAt(reusableAt);
        slot.settleReturn(generation);
        long handle = LeaseHandle.of(slot.index, generation);
        int own = stripe();
        for (int i = 0; i < cooling.length; i++) {
            if (cooling[own + i & cooling.length - 1].offer(handle, reusableAt)) {
                return;
            }
        }
        // Every queue is full of entries that were claimed past it: the sweep still finds the slot.
    }

    /** Looks at every slot: one now in CLAIMED, or null when none could be had. */
    @Nullable
    Slot sweep(long now) {
        for (Group group : groups) {
            int first = group.index * Group.SLOTS;
            for (int i = first; group.block() != null && i < first + Group.SLOTS && slots[i] != null; i++) {
                if (claimExactly(slots[i], now)) {
                    return slots[i];
                }
            }
        }
        return null;
    }

    /**
     * The sum of all generations when no slot is available and none is undecided, else CONTENDED. Twice the same sum proves
     * that none was available at any moment between the two calls, for every lease in between would have raised it.
     */
    long generationsIfNoneIsAvailable(long now) {
        long generations = 0;
        for (Group group : groups) {
            int first = group.index * Group.SLOTS;
            for (int i = first; group.block() != null && i < first + Group.SLOTS && slots[i] != null; i++) {
                long state = slots[i].state();
                if (slots[i].isUndecided(state) || slots[i].isAvailable(state, now)) {
                    return LeaseHandle.CONTENDED;
                }
                generations += SlotState.generation(state);
            }
        }
        return generations;
    }

    private int stripe() {
        return (int) Thread.currentThread().getId() & cooling.length - 1;
    }
}
