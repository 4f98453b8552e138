package dev.podnetwork.api.cloud;

/** Where an EIP is in its life (spec: openapi-wire §8.2). In the three transitional states the cloud takes queries only. */
public enum EipStatus {
    /** Bound to nothing. */
    AVAILABLE("Available"),
    /** On its way to an address. */
    ASSOCIATING("Associating"),
    /** Bound. */
    IN_USE("InUse"),
    /** On its way from an address. */
    UNASSOCIATING("Unassociating"),
    /** On its way out. */
    RELEASING("Releasing");

    private final String wire;

    EipStatus(String wire) {
        this.wire = wire;
    }

    /** The cloud's spelling. */
    public String wire() {
        return wire;
    }
}
