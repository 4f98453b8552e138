package dev.podnetwork.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block of IPv4 or IPv6 addresses. Immutable.
 *
 * @param text as it was written
 * @param groups the address in groups of 16 bits: two for IPv4, eight for IPv6
 * @param prefix its length in bits
 */
public record Cidr(String text, List<Integer> groups, int prefix) {
    private static final int GROUP_BITS = 16;
    private static final int V6_GROUPS = 8;

    /** Copies the groups. */
    public Cidr {
        groups = List.copyOf(groups);
    }

    /** The block that a text names, such as {@code 10.0.0.0/8}; empty when it names none. */
    public static Optional<Cidr> parse(String text) {
        String plain = text.strip();
        int slash = plain.indexOf('/');
        if (slash < 0 || !plain.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(plain.substring(slash + 1));
        String address = plain.substring(0, slash);
        List<Integer> groups = address.contains(":") ? v6(address) : v4(address);
        return groups == null || prefix > groups.size() * GROUP_BITS
                ? Optional.empty()
                : Optional.of(new Cidr(plain, groups, prefix));
    }

    private static @Nullable List<Integer> v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4 || !Arrays.stream(parts).allMatch(p -> p.matches("[0-9]{1,3}"))) {
            return null;
        }
        int[] bytes = Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
        boolean fits = Arrays.stream(bytes).allMatch(b -> b <= 255);
        return fits ? List.of(bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]) : null;
    }

    private static @Nullable List<Integer> v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            List<Integer> all = groups(text);
            return all != null && all.size() == V6_GROUPS ? all : null;
        }
        List<Integer> head = groups(text.substring(0, gap));
        List<Integer> tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.size() + tail.size() >= V6_GROUPS) {
            return null;
        }
        List<Integer> all = new ArrayList<>(head);
        while (all.size() < V6_GROUPS - tail.size()) {
            all.add(0);
        }
        all.addAll(tail);
        return all;
    }

    private static @Nullable List<Integer> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(":", -1)) {
            if (!part.matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            groups.add(Integer.parseInt(part, 16));
        }
        return groups;
    }

    /** Whether it is of IPv6. */
    public boolean isIpv6() {
        return groups.size() == V6_GROUPS;
    }

    /** Whether some address is in both; never across families. */
    public boolean overlaps(Cidr other) {
        if (groups.size() != other.groups.size()) {
            return false;
        }
        int common = Math.min(prefix, other.prefix);
        for (int i = 0; i < groups.size() && common > i * GROUP_BITS; i++) {
            int drop = GROUP_BITS - Math.min(GROUP_BITS, common - i * GROUP_BITS);
            if (groups.get(i) >> drop != other.groups.get(i) >> drop) {
                return false;
            }
        }
        return true;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
