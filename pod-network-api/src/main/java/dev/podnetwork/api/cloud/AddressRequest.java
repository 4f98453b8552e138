package dev.podnetwork.api.cloud;

import java.util.List;

/**
 * Which addresses or prefixes one assign or unassign is about: exactly one of these forms, since the cloud takes no mixture
 * in one request (spec: openapi-wire §7.9).
 */
public sealed interface AddressRequest {

    /** The most IPv6 addresses, or prefixes of either family, that one call takes (spec: openapi-wire §7.9, §7.11). */
    int MAX_PER_CALL = 10;

    /**
     * That many addresses of the cloud's choice.
     *
     * @param addresses at least 1
     */
    record Count(int addresses) implements AddressRequest {}

    /**
     * That many prefixes of the cloud's choice: a /28 of 16 addresses for IPv4, a /80 for IPv6. A prefix takes one address
     * slot of its interface.
     *
     * @param prefixes 1 to 10
     */
    record PrefixCount(int prefixes) implements AddressRequest {}

    /** What is named, not counted: the only forms that can be unassigned. */
    sealed interface Named extends AddressRequest {}

    /**
     * These addresses.
     *
     * @param addresses at least 1, no one twice
     */
    record Addresses(List<String> addresses) implements Named {
        /** Keeps its own copy. */
        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * These prefixes.
     *
     * @param prefixes 1 to 10 in CIDR form, no one twice
     */
    record Prefixes(List<String> prefixes) implements Named {
        /** Keeps its own copy. */
        public Prefixes {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** That many addresses of the cloud's choice. */
    static AddressRequest count(int addresses) {
        return new Count(addresses);
    }

    /** That many prefixes of the cloud's choice. */
    static AddressRequest prefixCount(int prefixes) {
        return new PrefixCount(prefixes);
    }

    /** These addresses. */
    static Named addresses(List<String> addresses) {
        return new Addresses(addresses);
    }

    /** These prefixes, in CIDR form. */
    static Named prefixes(List<String> prefixes) {
        return new Prefixes(prefixes);
    }
}
