package dev.podnetwork.core.pool;

/**
 * The truth about a slot, in one long that is changed by compare-and-set only: generation, flags, phase.
 *
 * <pre>
 * VACANT ──add──► FREE ──claim──► CLAIMED ══settle══► (leased) ──give back──► RETURNING ══settle══► (cooling)
 *    ▲             │ ▲               │                                                                 │ │
 *    └───vacate────┘ └──────undo─────┘                        CLAIMED ◄──claim, when its time has come─┘ └─thaw─► FREE
 * </pre>
 *
 * CLAIMED and RETURNING have two halves. The first belongs to the thread that made it: everybody else passes by. That thread
 * ends it with {@link Slots#settleLease} or {@link Slots#settleReturn}: an ordered store, because nobody competes for it.
 *
 * <p>The generation rises with every claim, and whenever something but a phase makes a slot available, so that a state never
 * comes back. Flags are independent of the phase and stay with the slot.
 */
final class SlotState {
    static final long VACANT = 0;
    static final long FREE = 1;
    static final long CLAIMED = 2;
    static final long RETURNING = 3;

    private static final long PHASE = 7;
    private static final int STATUS_SHIFT = 3;
    static final long STATUS = 3L << STATUS_SHIFT;
    static final long HELD = 1L << 5;
    static final long FROZEN = 1L << 6;
    static final long UNSCHEDULABLE = 1L << 7;
    private static final long FLAGS = STATUS | HELD | FROZEN | UNSCHEDULABLE;
    private static final int GENERATION_SHIFT = 8;
    private static final AddressStatus[] STATUSES = AddressStatus.values();

    private SlotState() {}

    static long phase(long state) {
        return state & PHASE;
    }

    static long generation(long state) {
        return state >>> GENERATION_SHIFT;
    }

    static AddressStatus status(long state) {
        return STATUSES[(int) ((state & STATUS) >>> STATUS_SHIFT)];
    }

    /** Nothing forbids to hand it out, whatever its phase. */
    static boolean isClear(long state) {
        return (state & FLAGS) == 0;
    }

    static boolean isFree(long state) {
        return (state & (PHASE | FLAGS)) == FREE;
    }

    static long withPhase(long state, long phase) {
        return state & ~PHASE | phase;
    }

    /** The same flags in the phase CLAIMED, one generation on. */
    static long claimed(long state) {
        return withPhase(nextGeneration(state), CLAIMED);
    }

    static long nextGeneration(long state) {
        return state + (1L << GENERATION_SHIFT);
    }

    /** RETURNING in a generation, without flags. */
    static long returning(long generation) {
        return generation << GENERATION_SHIFT | RETURNING;
    }

    static long flagOf(AddressStatus status) {
        return (long) status.ordinal() << STATUS_SHIFT;
    }

    /** Other flags; where that alone makes the slot available, one generation on. */
    static long reflagged(long state, long cleared, long set) {
        long changed = state & ~(cleared & FLAGS) | set;
        return isFree(changed) && !isFree(state) ? nextGeneration(changed) : changed;
    }

    /** No address, no flags, one generation on. */
    static long vacated(long state) {
        return withPhase(nextGeneration(state) & ~FLAGS, VACANT);
    }
}
