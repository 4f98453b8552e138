package dev.podnetwork.fake.sim.check;

/** Something that must hold does not. The message says the seed, the time, the key, the invariant and what was found. */
public final class InvariantViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    /**
     * A violation.
     *
     * @param where seed, time and key
     * @param invariant its name
     * @param found what was found instead
     */
    public InvariantViolation(String where, String invariant, String found) {
        super(invariant + " does not hold: " + found + " [" + where + "]");
        this.invariant = invariant;
    }

    /** The name of the invariant. */
    public String invariant() {
        return invariant;
    }
}
