package dev.podnetwork.api.cloud;

/**
 * Where a Lingjun interface (LENI) is in its life, in the words of its product, of which {@code Available} means attached: the
 * opposite of {@link EniStatus} (spec: openapi-wire §9.1).
 */
public enum LeniStatus {
    /** Being made, or being changed. */
    EXECUTING("Executing", EniStatus.ATTACHING),
    /** Attached to nothing. */
    UNATTACHED("Unattached", EniStatus.AVAILABLE),
    /** On its way to its node. */
    ATTACHING("Attaching", EniStatus.ATTACHING),
    /** Attached and usable. */
    AVAILABLE("Available", EniStatus.IN_USE),
    /** On its way from its node. */
    DETACHING("Detaching", EniStatus.DETACHING),
    /** On its way out. */
    DELETING("Deleting", EniStatus.DELETING),
    /** Never came to be; only a delete is left. */
    CREATE_FAILED("Create Failed", EniStatus.DELETING),
    /** Did not arrive at its node. */
    ATTACH_FAILED("Attach Failed", EniStatus.AVAILABLE),
    /** Did not leave its node. */
    DETACH_FAILED("Detach Failed", EniStatus.IN_USE),
    /** Did not go; to be deleted again. */
    DELETE_FAILED("Delete Failed", EniStatus.DELETING);

    private final String wire;
    private final EniStatus likeEni;

    LeniStatus(String wire, EniStatus likeEni) {
        this.wire = wire;
        this.likeEni = likeEni;
    }

    /** The cloud's spelling. */
    public String wire() {
        return wire;
    }

    /** What an ordinary interface in this place of its life would be called. */
    public EniStatus likeEni() {
        return likeEni;
    }
}
