package dev.podnetwork.api.cloud;

/**
 * How many addresses a new interface is to have beside its primary IPv4 address, all of the cloud's choice. IPv4 addresses
 * and IPv4 prefixes exclude each other in one request, and so do IPv6 ones (spec: openapi-wire §7.2).
 *
 * @param secondaryIpv4 further private IPv4 addresses, 0 to 49
 * @param ipv6 IPv6 addresses, 0 to 10
 * @param ipv4Prefixes /28 prefixes, 0 to 10
 * @param ipv6Prefixes /80 prefixes, 0 to 10
 */
public record AddressCounts(int secondaryIpv4, int ipv6, int ipv4Prefixes, int ipv6Prefixes) {
    /** The most further IPv4 addresses of one interface that is not attached. */
    public static final int MAX_SECONDARY = 49;

    /** The primary address only. */
    public static final AddressCounts PRIMARY_ONLY = new AddressCounts(0, 0, 0, 0);

    /** The primary address and that many IPv6 addresses. */
    public static AddressCounts withIpv6(int count) {
        return count == 0 ? PRIMARY_ONLY : new AddressCounts(0, count, 0, 0);
    }

    /** The primary address, that many more, and that many IPv6 addresses. */
    public static AddressCounts addresses(int secondaryIpv4, int ipv6) {
        return new AddressCounts(secondaryIpv4, ipv6, 0, 0);
    }

    /** The primary address and that many prefixes of each family. */
    public static AddressCounts prefixes(int ipv4, int ipv6) {
        return new AddressCounts(0, 0, ipv4, ipv6);
    }
}
