package dev.podnetwork.api.pool;

import dev.podnetwork.api.EniId;
import org.jspecify.annotations.Nullable;

/**
 * One slot of one interface: an IPv4 address, an IPv6 address, or the pair of both. The two of a pair always sit on the
 * same interface (spec: node-ipam §2.3).
 *
 * @param eni the interface
 * @param ipv4 dotted IPv4, null on an IPv6-only slot
 * @param ipv6 IPv6 in its canonical text, null without one
 */
public record LeaseAddress(
        EniId eni, @Nullable String ipv4, @Nullable String ipv6) {

    /** Refuses a slot without any address. */
    public LeaseAddress {
        if (ipv4 == null && ipv6 == null) {
            throw new IllegalArgumentException("a slot of " + eni + " needs an IPv4 or an IPv6 address");
        }
    }

    /** An IPv4 slot. */
    public static LeaseAddress ipv4(EniId eni, String ipv4) {
        return new LeaseAddress(eni, ipv4, null);
    }

    /** The IPv4 address where there is one, else the IPv6 address. */
    public String primary() {
        return ipv4 != null ? ipv4 : String.valueOf(ipv6);
    }
}
