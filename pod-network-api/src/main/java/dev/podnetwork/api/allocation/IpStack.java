package dev.podnetwork.api.allocation;

/** Which address families a pod interface gets. A cloud interface always has an IPv4 address. */
public enum IpStack {
    /** One IPv4 address. */
    IPV4,
    /** One IPv4 and one IPv6 address. */
    DUAL;

    /** How many IPv6 addresses to ask for. */
    public int ipv6Count() {
        return this == DUAL ? 1 : 0;
    }
}
