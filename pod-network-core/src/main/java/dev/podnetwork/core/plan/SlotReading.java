package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.pool.LeaseAddress;

/**
 * One address of an interface, or a pair, at the moment of planning.
 *
 * @param address which
 * @param primary whether it goes only with its interface
 * @param use what it is doing
 */
public record SlotReading(LeaseAddress address, boolean primary, Use use) {
    /** What an address is doing. */
    public enum Use {
        /** Can be leased now. */
        IDLE,
        /** Cools down, and is idle again before the cloud could have given another. */
        IDLE_SOON,
        /** Cools down, or is held for somebody else. */
        COOLING,
        /** Leased, confirmed or not. */
        USED,
        /** The cloud no longer has it, or may not; nobody holds it. */
        INVALID,
        /** On its way back to the cloud. */
        LEAVING
    }

    /** Refuses missing parts. */
    public SlotReading {
        requireNonNull(address, "address");
        requireNonNull(use, "use");
    }

    /** Whether it takes one of the interface's IPv4 places. */
    boolean hasIpv4() {
        return address.ipv4() != null;
    }

    /** Whether it takes one of the interface's IPv6 places. */
    boolean hasIpv6() {
        return address.ipv6() != null;
    }
}
