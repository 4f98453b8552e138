package dev.podnetwork.core.pool;

/** What the cloud says of an address. Only a {@link #VALID} one is ever handed out (spec: node-ipam §2.1). */
public enum AddressStatus {
    /** The cloud confirms it. */
    VALID,
    /** A record claims it and the cloud has not confirmed it yet. */
    UNCONFIRMED,
    /** The cloud no longer has it, or the outcome of its call is unsure. */
    INVALID,
    /** It is being given back to the cloud. */
    DELETING
}
