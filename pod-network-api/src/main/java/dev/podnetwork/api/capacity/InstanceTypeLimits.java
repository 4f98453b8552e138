package dev.podnetwork.api.capacity;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the cloud says about an instance type, as {@code DescribeInstanceTypes} answers it. Figures differ over time: read them, never
 * hard-code them. Immutable (spec: control-plane §9.1, node-ipam §4.1).
 *
 * @param instanceType for example {@code ecs.g7.xlarge}
 * @param eniQuantity {@code EniQuantity}: ENIs that attach directly, the primary one included
 * @param eniTotalQuantity {@code EniTotalQuantity}: these plus members of a trunk ENI
 * @param ipv4PerEni {@code EniPrivateIpAddressQuantity}
 * @param ipv6PerEni {@code EniIpv6AddressQuantity}
 * @param trunkSupported {@code EniTrunkSupported}
 * @param eriQuantity {@code EriQuantity}: RDMA interfaces
 * @param networkCards {@code NetworkCards}: the indexes of its physical network cards; empty when it names none
 */
public record InstanceTypeLimits(
        String instanceType,
        int eniQuantity,
        int eniTotalQuantity,
        int ipv4PerEni,
        int ipv6PerEni,
        boolean trunkSupported,
        int eriQuantity,
        List<Integer> networkCards) {
    /** Clamps negative figures to zero, as every reader of that answer does. */
    public InstanceTypeLimits {
        requireNonNull(instanceType, "instanceType");
        eniQuantity = Math.max(eniQuantity, 0);
        eniTotalQuantity = Math.max(eniTotalQuantity, 0);
        ipv4PerEni = Math.max(ipv4PerEni, 0);
        ipv6PerEni = Math.max(ipv6PerEni, 0);
        eriQuantity = Math.max(eriQuantity, 0);
        networkCards = List.copyOf(networkCards);
    }

    /** A type with no network cards to choose from. */
    public InstanceTypeLimits(
            String instanceType,
            int eniQuantity,
            int eniTotalQuantity,
            int ipv4PerEni,
            int ipv6PerEni,
            boolean trunkSupported,
            int eriQuantity) {
        this(
                instanceType,
                eniQuantity,
                eniTotalQuantity,
                ipv4PerEni,
                ipv6PerEni,
                trunkSupported,
                eriQuantity,
                List.of());
    }

    /** Members of the trunk ENI that count as pod slots: total minus direct ENIs; 0 without trunk support. */
    public int memberEniLimit() {
        return trunkSupported ? Math.max(eniTotalQuantity - eniQuantity, 0) : 0;
    }

    /** Members that could exist if only the primary and the trunk ENI were attached directly; 0 without trunk support. */
    public int maxMemberEniLimit() {
        return trunkSupported ? Math.max(eniTotalQuantity - 2, 0) : 0;
    }

    /** Direct ENIs beside the primary one. */
    public int secondaryEniLimit() {
        return Math.max(eniQuantity - 1, 0);
    }
}
