package dev.podnetwork.fake;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import java.util.List;

/**
 * Instance types to try things on. The figures are fixtures, not a reference (spec: node-ipam §4.5); where that table has
 * no figure for IPv6 or trunk members, the type is left out.
 */
public final class InstanceTypes {
    /** 4 interfaces of 15 addresses, 16 members, dual stack. */
    public static final InstanceTypeLimits G7_XLARGE = new InstanceTypeLimits("ecs.g7.xlarge", 4, 20, 15, 15, true, 0);

    /** 8 interfaces of 20 addresses, 52 members. */
    public static final InstanceTypeLimits G6_16XLARGE =
            new InstanceTypeLimits("ecs.g6.16xlarge", 8, 60, 20, 1, true, 0);

    /** 2 interfaces, no trunk. */
    public static final InstanceTypeLimits G6_LARGE = new InstanceTypeLimits("ecs.g6.large", 2, 2, 6, 1, false, 0);

    /** 8 interfaces, no trunk: 7 exclusive pods. */
    public static final InstanceTypeLimits G6NV_8XLARGE =
            new InstanceTypeLimits("ecs.g6nv.8xlarge", 8, 8, 20, 1, false, 0);

    /** 3 interfaces, 3 members. */
    public static final InstanceTypeLimits U1_XLARGE =
            new InstanceTypeLimits("ecs.u1-c1m4.xlarge", 3, 6, 10, 1, true, 0);

    /** 2 interfaces, no trunk, no IPv6. */
    public static final InstanceTypeLimits IC5_LARGE = new InstanceTypeLimits("ecs.ic5.large", 2, 2, 6, 0, false, 0);

    /** 32 interfaces, 78 members. */
    public static final InstanceTypeLimits EBMRE7P =
            new InstanceTypeLimits("ecs.ebmre7p.32xlarge", 32, 110, 15, 1, true, 0);

    private InstanceTypes() {}

    /** All of them. */
    public static List<InstanceTypeLimits> all() {
        return List.of(G7_XLARGE, G6_16XLARGE, G6_LARGE, G6NV_8XLARGE, U1_XLARGE, IC5_LARGE, EBMRE7P);
    }
}
