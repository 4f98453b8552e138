package dev.podnetwork.core.capacity;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The limits of a type by name, and the search for the one whose change matters. */
enum Limit {
    ENIS("EniQuantity"),
    TOTAL("EniTotalQuantity"),
    IPV4("EniPrivateIpAddressQuantity"),
    IPV6("EniIpv6AddressQuantity"),
    TRUNK("EniTrunkSupported");

    /** Beyond every type there is. */
    private static final int SEARCHED = 1024;

    private final String wire;

    Limit(String wire) {
        this.wire = wire;
    }

    private int of(InstanceTypeLimits limits) {
        return switch (this) {
            case ENIS -> limits.eniQuantity();
            case TOTAL -> limits.eniTotalQuantity();
            case IPV4 -> limits.ipv4PerEni();
            case IPV6 -> limits.ipv6PerEni();
            case TRUNK -> limits.trunkSupported() ? 1 : 0;
        };
    }

    private InstanceTypeLimits with(InstanceTypeLimits limits, int value) {
        return new InstanceTypeLimits(
                limits.instanceType(),
                this == ENIS ? value : limits.eniQuantity(),
                this == TOTAL ? value : limits.eniTotalQuantity(),
                this == IPV4 ? value : limits.ipv4PerEni(),
                this == IPV6 ? value : limits.ipv6PerEni(),
                this == TRUNK ? value == 1 : limits.trunkSupported(),
                limits.eriQuantity());
    }

    /** For each limit that alone can do it, the value nearest to today's under which the answer is another one. */
    static List<LimitChange> turning(InstanceTypeLimits limits, Predicate<InstanceTypeLimits> answer) {
        boolean today = answer.test(limits);
        List<LimitChange> found = new ArrayList<>();
        for (Limit limit : values()) {
            int value = limit.of(limits);
            int most = limit == TRUNK ? 1 : SEARCHED;
            for (int distance = 1; distance <= most; distance++) {
                int other = nearest(limit, limits, distance, today, answer);
                if (other >= 0) {
                    found.add(new LimitChange(limit.wire, value, other));
                    break;
                }
            }
        }
        return found;
    }

    private static int nearest(
            Limit limit, InstanceTypeLimits limits, int distance, boolean today, Predicate<InstanceTypeLimits> answer) {
        int most = limit == TRUNK ? 1 : Integer.MAX_VALUE;
        for (int other : new int[] {limit.of(limits) + distance, limit.of(limits) - distance}) {
            if (other >= 0 && other <= most && answer.test(limit.with(limits, other)) != today) {
                return other;
            }
        }
        return -1;
    }
}
