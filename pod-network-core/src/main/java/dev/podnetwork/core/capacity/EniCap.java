package dev.podnetwork.core.capacity;

import dev.podnetwork.api.capacity.InstanceTypeLimits;

/**
 * How a configuration lowers the ENIs of a node; it never raises them above what the type has (spec: node-ipam §2.6, §4.2).
 *
 * @param ratio {@code eni_cap_ratio}; 0 is taken as 1
 * @param shift {@code eni_cap_shift}
 * @param most {@code max_eni}; 0 for no such limit
 */
public record EniCap(double ratio, int shift, int most) {
    /** What the type allows. */
    public static final EniCap NONE = new EniCap(1, 0, 0);

    /** The secondary ENIs that are left. */
    public int secondaryEnis(InstanceTypeLimits limits) {
        int capped = Math.min(CapacityCalculator.cappedEnis(limits, ratio, shift), limits.secondaryEniLimit());
        return most > 0 ? Math.min(most, capped) : capped;
    }

    /** The limits as if the type had no more ENIs than are left; members stay as they are. */
    InstanceTypeLimits applyTo(InstanceTypeLimits limits) {
        int taken = limits.secondaryEniLimit() - secondaryEnis(limits);
        return new InstanceTypeLimits(
                limits.instanceType(),
                limits.eniQuantity() - taken,
                limits.eniTotalQuantity() - taken,
                limits.ipv4PerEni(),
                limits.ipv6PerEni(),
                limits.trunkSupported(),
                limits.eriQuantity());
    }
}
