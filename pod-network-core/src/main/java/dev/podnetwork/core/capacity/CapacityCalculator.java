package dev.podnetwork.core.capacity;

import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.capacity.NodeCapacity;
import java.util.LinkedHashMap;
import java.util.Map;

/** The slot formulas: how many pods a node of a type holds. Pure (spec: control-plane §9.1, §9.2; node-ipam §4.2). */
public final class CapacityCalculator {
    /** Addresses in one IPv4 prefix. */
    public static final int ADDRESSES_PER_PREFIX = 16;

    private static final int MANY_ENIS = 8;
    private static final int FEW_ENIS = 2;
    private static final int MAX_ERDMA = 2;

    private CapacityCalculator() {}

    /** What a node in a mode holds, without RDMA interfaces. */
    public static NodeCapacity capacity(InstanceTypeLimits limits, NetworkMode mode) {
        return capacity(limits, mode, 0);
    }

    /**
     * What a node in a mode holds when some of its ENIs are RDMA interfaces.
     *
     * @param erdmaEnis how many are asked for; no more than {@link #usableErdma} count, nor than there are secondary ENIs
     */
    public static NodeCapacity capacity(InstanceTypeLimits limits, NetworkMode mode, int erdmaEnis) {
        int erdma = erdmaOf(limits, erdmaEnis);
        int ordinary = limits.secondaryEniLimit() - erdma;
        boolean exclusive = mode == NetworkMode.EXCLUSIVE;
        int shared = exclusive ? 0 : times(ordinary, limits.ipv4PerEni());
        int members = mode == NetworkMode.TRUNK && trunkFits(limits) ? limits.memberEniLimit() : 0;
        int own = exclusive ? ordinary : 0;
        int erdmaPods = exclusive ? erdma : times(erdma, limits.ipv4PerEni());
        Map<String, Integer> resources = new LinkedHashMap<>();
        advertise(resources, ExtendedResources.ENI, own);
        advertise(resources, ExtendedResources.MEMBER_ENI, members);
        advertise(resources, ExtendedResources.ERDMA, erdmaPods);
        return new NodeCapacity(mode, shared, members, own, erdmaPods, resources);
    }

    /** How many RDMA interfaces a node has when so many are asked for. */
    static int erdmaOf(InstanceTypeLimits limits, int asked) {
        return Math.min(Math.max(asked, 0), Math.min(usableErdma(limits), limits.secondaryEniLimit()));
    }

    /** The product of two counts; as much as an {@code int} holds where it is more. */
    static int times(int count, int each) {
        return (int) Math.min((long) count * each, Integer.MAX_VALUE);
    }

    /** The sum of two counts; as much as an {@code int} holds where it is more. */
    static int plus(int one, int other) {
        return (int) Math.min((long) one + other, Integer.MAX_VALUE);
    }

    private static void advertise(Map<String, Integer> resources, String name, int count) {
        if (count > 0) {
            resources.put(name, count);
        }
    }

    /** How many RDMA interfaces a node should use: none on small types, one on middle ones, at most two on large ones. */
    public static int usableErdma(InstanceTypeLimits limits) {
        if (limits.eriQuantity() == 0 || limits.eniQuantity() <= FEW_ENIS) {
            return 0;
        }
        return Math.min(limits.eniQuantity() >= MANY_ENIS ? MAX_ERDMA : 1, limits.eriQuantity());
    }

    /** Whether a node of the type can carry a trunk ENI, which takes a direct slot, with members; exclusive nodes never do. */
    public static boolean trunkFits(InstanceTypeLimits limits) {
        return limits.memberEniLimit() > 0 && limits.secondaryEniLimit() > 0;
    }

    /** Whether a type can serve dual stack: as many IPv6 as IPv4 addresses per ENI, and some. */
    public static boolean dualStackFits(InstanceTypeLimits limits) {
        return limits.ipv6PerEni() > 0 && limits.ipv6PerEni() == limits.ipv4PerEni();
    }

    /** Shared pods in prefix mode, of the ENIs that attach directly: one address per ENI is its own. */
    public static int prefixPods(InstanceTypeLimits limits) {
        int perEni = times(Math.max(limits.ipv4PerEni() - 1, 0), ADDRESSES_PER_PREFIX);
        return times(perEni, limits.secondaryEniLimit());
    }

    /** The same as the running system advertises it, which counts the member slots too. */
    public static int advertisedPrefixPods(InstanceTypeLimits limits) {
        int perEni = times(Math.max(limits.ipv4PerEni() - 1, 0), ADDRESSES_PER_PREFIX);
        return times(perEni, Math.max(limits.eniTotalQuantity() - 1, 0));
    }

    /**
     * The secondary ENIs that {@code eni_cap_ratio} and {@code eni_cap_shift} leave, never negative: the product is cut toward zero
     * before the shift, and the primary ENI goes off last.
     *
     * @param ratio 0 is taken as 1
     */
    public static int cappedEnis(InstanceTypeLimits limits, double ratio, int shift) {
        double effective = ratio == 0 ? 1 : ratio;
        return Math.max((int) (limits.eniQuantity() * effective) + shift - 1, 0);
    }
}
