package dev.podnetwork.core.config;

import dev.podnetwork.api.allocation.IpStack;
import java.util.Arrays;
import java.util.Optional;

/** The address families of a cluster (spec: node-ipam §1.2, control-plane §10.4). */
public enum ClusterIpStack {
    /** IPv4 only; the default. */
    IPV4("ipv4"),
    /** Both families. */
    DUAL("dual"),
    /** IPv6; an ENI has an IPv4 primary address all the same. */
    IPV6("ipv6");

    private final String wire;

    ClusterIpStack(String wire) {
        this.wire = wire;
    }

    /** The text in configurations. */
    public String wire() {
        return wire;
    }

    /** The addresses an ENI gets: an IPv6-only pod has an IPv4 primary address all the same. */
    public IpStack perInterface() {
        return this == IPV4 ? IpStack.IPV4 : IpStack.DUAL;
    }

    /** The stack with that text; the empty text is {@link #IPV4}; case matters. */
    public static Optional<ClusterIpStack> ofWire(String text) {
        return text.isEmpty()
                ? Optional.of(IPV4)
                : Arrays.stream(values()).filter(v -> v.wire.equals(text)).findFirst();
    }
}
