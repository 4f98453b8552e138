package dev.podnetwork.fake.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a create names itself, beside those it only counts (spec: openapi-wire §7.2).
 *
 * @param primary {@code PrimaryIpAddress}, null for one of the cloud's choice
 * @param ipv4 {@code PrivateIpAddress.N}: secondary addresses
 * @param ipv6 {@code Ipv6Address.N}
 * @param ipv4Prefixes {@code Ipv4Prefix.N}, /28 each
 * @param ipv6Prefixes {@code Ipv6Prefix.N}, /80 each
 */
public record NamedAddresses(
        @Nullable String primary,
        List<String> ipv4,
        List<String> ipv6,
        List<String> ipv4Prefixes,
        List<String> ipv6Prefixes) {
    /** Everything is of the cloud's choice. */
    public static final NamedAddresses NONE = new NamedAddresses(null, List.of(), List.of(), List.of(), List.of());

    /** The lists are copied. */
    public NamedAddresses {
        ipv4 = List.copyOf(ipv4);
        ipv6 = List.copyOf(ipv6);
        ipv4Prefixes = List.copyOf(ipv4Prefixes);
        ipv6Prefixes = List.copyOf(ipv6Prefixes);
    }

    /** Whether nothing is named. */
    boolean isNone() {
        return equals(NONE);
    }

    /** {@link #NONE} when nothing is named. */
    public static NamedAddresses of(
            @Nullable String primary,
            List<String> ipv4,
            List<String> ipv6,
            List<String> ipv4Prefixes,
            List<String> ipv6Prefixes) {
        NamedAddresses named = new NamedAddresses(primary, ipv4, ipv6, ipv4Prefixes, ipv6Prefixes);
        return named.equals(NONE) ? NONE : named;
    }

    /** The primary address first, when it is named. */
    List<String> allIpv4() {
        List<String> all = new ArrayList<>(ipv4.size() + 1);
        if (primary != null) {
            all.add(primary);
        }
        all.addAll(ipv4);
        return all;
    }
}
