package dev.podnetwork.api.cloud;

/** The life of an interface in the cloud (spec: openapi-wire §7.1). Gone is not a status: the interface is no longer listed. */
public enum EniStatus {
    /** Not attached; can be attached or deleted. */
    AVAILABLE("Available"),
    /** On its way to an instance; may fall back to {@link #AVAILABLE} without a word. */
    ATTACHING("Attaching"),
    /** Attached. */
    IN_USE("InUse"),
    /** On its way off an instance; a stuck one may be detached again. */
    DETACHING("Detaching"),
    /** On its way out; a stuck one may be deleted again. */
    DELETING("Deleting");

    private final String wire;

    EniStatus(String wire) {
        this.wire = wire;
    }

    /** The cloud's spelling. */
    public String wire() {
        return wire;
    }
}
