package dev.podnetwork.api.cloud;

/** What an interface is to its instance, in the cloud's own words (spec: openapi-wire §7.1). */
public enum EniType {
    /** Created with the instance; never detached. */
    PRIMARY("Primary"),
    /** An interface of its own on the instance; takes one of its {@code EniQuantity} slots. */
    SECONDARY("Secondary"),
    /** Carries member interfaces. */
    TRUNK("Trunk"),
    /** Attached under a trunk and told apart by a VLAN id. */
    MEMBER("Member");

    private final String wire;

    EniType(String wire) {
        this.wire = wire;
    }

    /** The cloud's spelling. */
    public String wire() {
        return wire;
    }
}
