package dev.podnetwork.core.pool;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.config.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A /28 of IPv4, a /80 of IPv6, or one of each. All 16 addresses of a /28 are usable, 65,536 of a /80 are, and of a pair
 * of prefixes as many pairs as the /28 has (spec: node-ipam §2.11). Addresses are derived from their offset, not stored.
 */
public final class AddressPrefix {
    private static final int IPV4_BITS = 28;
    private static final int IPV6_BITS = 80;
    private static final int IPV4_ADDRESSES = 16;
    private static final int IPV6_ADDRESSES = 1 << 16;

    private final @Nullable Cidr ipv4;
    private final @Nullable Cidr ipv6;
    /** Where the IPv6 addresses of a pair begin in their prefix. */
    private final int ipv6Start;

    private AddressPrefix(@Nullable Cidr ipv4, @Nullable Cidr ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.ipv6Start = ipv4 != null && ipv6 != null ? last(ipv4) : 0;
    }

    /** An IPv4 prefix, for example {@code 10.0.1.16/28}. */
    public static AddressPrefix ipv4(String cidr) {
        return new AddressPrefix(parsed(cidr, IPV4_BITS), null);
    }

    /** An IPv6 prefix, for example {@code 2001:db8:0:1:2::/80}. */
    public static AddressPrefix ipv6(String cidr) {
        return new AddressPrefix(null, parsed(cidr, IPV6_BITS));
    }

    /**
     * An IPv4 prefix with its share of the interface's one IPv6 prefix. The IPv6 address of a pair is the prefix with the
     * last 16 bits of the IPv4 address: no two addresses of a vSwitch, which is a /16 at most, have these in common, so the
     * IPv4 prefixes of an interface share its IPv6 prefix, and nothing has to be remembered.
     */
    public static AddressPrefix pair(String ipv4, String ipv6) {
        return new AddressPrefix(parsed(ipv4, IPV4_BITS), parsed(ipv6, IPV6_BITS));
    }

    /**
     * The IPv6 address of the pair that a single IPv4 address makes with the interface's IPv6 prefix.
     *
     * @throws IllegalArgumentException when one of them is not what it should be
     */
    public static String partnerOf(String ipv4, String ipv6Prefix) {
        Cidr single = Cidr.parse(ipv4 + "/32")
                .orElseThrow(() -> new IllegalArgumentException("address \"" + ipv4 + "\": ask for an IPv4 address"));
        return ipv6Text(plus(parsed(ipv6Prefix, IPV6_BITS), last(single)));
    }

    /** The IPv6 prefix that an address belongs to. */
    public static String ipv6PrefixOf(String ipv6) {
        Cidr single = Cidr.parse(ipv6 + "/128")
                .orElseThrow(() -> new IllegalArgumentException("address \"" + ipv6 + "\": ask for an IPv6 address"));
        List<Integer> groups = new ArrayList<>(single.groups().subList(0, IPV6_BITS / Short.SIZE));
        groups.addAll(List.of(0, 0, 0));
        return ipv6Text(groups) + "/" + IPV6_BITS;
    }

    private static Cidr parsed(String text, int bits) {
        Optional<Cidr> cidr = Cidr.parse(text).filter(c -> c.prefix() == bits);
        return cidr.filter(AddressPrefix::isAligned)
                .orElseThrow(() -> new IllegalArgumentException(
                        "prefix \"" + text + "\": ask for an aligned /" + bits + " as the cloud gives it"));
    }

    private static boolean isAligned(Cidr cidr) {
        return cidr.prefix() == IPV4_BITS ? last(cidr) % IPV4_ADDRESSES == 0 : last(cidr) == 0;
    }

    private static int last(Cidr cidr) {
        return cidr.groups().get(cidr.groups().size() - 1);
    }

    /** How many addresses or pairs it holds. */
    public int size() {
        return ipv4 != null ? IPV4_ADDRESSES : IPV6_ADDRESSES;
    }

    /** The address or pair at an offset, 0 for the first. */
    public LeaseAddress address(EniId eni, int offset) {
        return new LeaseAddress(
                eni,
                ipv4 == null ? null : ipv4Text(plus(ipv4, offset)),
                ipv6 == null ? null : ipv6Text(plus(ipv6, ipv6Start + offset)));
    }

    /** Where an address in text stands, or -1 when it is not one of this prefix. */
    public int offsetOf(String address) {
        boolean six = address.indexOf(':') >= 0;
        Cidr prefix = six ? ipv6 : ipv4;
        Optional<Cidr> asked = Cidr.parse(address + (six ? "/128" : "/32"));
        if (prefix == null || asked.isEmpty()) {
            return -1;
        }
        List<Integer> groups = asked.get().groups();
        int last = groups.size() - 1;
        boolean inside = groups.subList(0, last).equals(prefix.groups().subList(0, last));
        int offset = groups.get(last) - prefix.groups().get(last) - (six ? ipv6Start : 0);
        return inside && offset >= 0 && offset < size() ? offset : -1;
    }

    private static List<Integer> plus(Cidr cidr, int offset) {
        List<Integer> groups = new ArrayList<>(cidr.groups());
        int last = groups.size() - 1;
        groups.set(last, groups.get(last) + offset);
        return groups;
    }

    private static String ipv4Text(List<Integer> groups) {
        return groups.stream().map(g -> (g >> 8) + "." + (g & 0xFF)).collect(Collectors.joining("."));
    }

    /** The canonical text: lower case, no leading zeros, the first longest run of two or more zero groups left out. */
    static String ipv6Text(List<Integer> groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < groups.size(); i++) {
            int end = i;
            while (end < groups.size() && groups.get(end) == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (length < 2) {
            return hex(groups);
        }
        return hex(groups.subList(0, start)) + "::" + hex(groups.subList(start + length, groups.size()));
    }

    private static String hex(List<Integer> groups) {
        return groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
    }

    /** The prefixes as they were written. */
    @Override
    public String toString() {
        if (ipv4 != null && ipv6 != null) {
            return ipv4.text() + " + " + ipv6.text();
        }
        return ipv4 != null ? ipv4.text() : ipv6 == null ? "" : ipv6.text();
    }
}
