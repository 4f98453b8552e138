package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

/**
 * One prefix of an interface at the moment of planning (spec: node-ipam §2.11).
 *
 * @param cidr {@code 10.0.0.16/28} or an IPv6 /80
 * @param ipv6 whether it is an IPv6 prefix
 * @param state whether addresses of it may be leased
 * @param used addresses of it that are leased
 * @param cooling addresses of it that cool down
 */
public record PrefixReading(String cidr, boolean ipv6, State state, int used, int cooling) {
    /** Addresses in one IPv4 prefix, all usable. */
    public static final int SIZE = 16;

    /** Whether addresses of a prefix may be leased. */
    public enum State {
        /** They may. */
        VALID,
        /** Leases stay, none is added. */
        FROZEN,
        /** The cloud no longer has it; leases stay. */
        INVALID,
        /** On its way back to the cloud. */
        DELETING
    }

    /** Refuses missing parts. */
    public PrefixReading {
        requireNonNull(cidr, "cidr");
        requireNonNull(state, "state");
    }

    /** Whether it counts towards what the node should have. */
    boolean occupied() {
        return state == State.VALID || state == State.FROZEN;
    }

    /** Whether nobody needs it. */
    boolean empty() {
        return used == 0 && cooling == 0;
    }

    /** Addresses that can be leased. */
    int idle() {
        return state == State.VALID && !ipv6 ? Math.max(SIZE - used - cooling, 0) : 0;
    }
}
