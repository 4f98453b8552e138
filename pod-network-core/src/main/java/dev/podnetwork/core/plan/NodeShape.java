package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.core.capacity.EniCap;

/**
 * What a node may hold and what one cloud call may carry. Immutable (spec: control-plane §6.1, §9.1).
 *
 * @param flavor its interfaces by kind
 * @param ipv4PerEni IPv4 addresses and prefixes of one interface, the primary address included
 * @param ipv6PerEni IPv6 addresses of one interface
 * @param calls what one call carries
 */
public record NodeShape(Flavor flavor, int ipv4PerEni, int ipv6PerEni, Calls calls) {
    /** Refuses missing parts and negative numbers. */
    public NodeShape {
        requireNonNull(flavor, "flavor");
        requireNonNull(calls, "calls");
        if (ipv4PerEni < 1 || ipv6PerEni < 0) {
            throw new IllegalArgumentException("addresses of an ENI: " + ipv4PerEni + " IPv4, " + ipv6PerEni
                    + " IPv6; give 1 or more and 0 or more");
        }
    }

    /** A plain node: that many secondary interfaces, the calls of ECS. */
    public static NodeShape secondaries(int enis, int addressesPerEni) {
        return new NodeShape(new Flavor(0, 0, enis), addressesPerEni, addressesPerEni, Calls.ECS);
    }

    /** The addresses of pods on ordinary interfaces. */
    public int capacity() {
        return (flavor.trunk() + flavor.secondary()) * ipv4PerEni;
    }

    /**
     * How many interfaces of each kind a node has beside its primary one.
     *
     * @param trunk 1 where members of a trunk are used
     * @param rdma interfaces for RDMA pods only
     * @param secondary ordinary ones
     */
    public record Flavor(int trunk, int rdma, int secondary) {
        /** Refuses negative numbers. */
        public Flavor {
            if (trunk < 0 || rdma < 0 || secondary < 0) {
                throw new IllegalArgumentException("interfaces of a node: " + trunk + " trunk, " + rdma + " RDMA, "
                        + secondary + " secondary; give zero or more of each");
            }
        }

        /** The interfaces of an instance type, some of them for a trunk and for RDMA where the type has these. */
        public static Flavor of(InstanceTypeLimits limits, EniCap cap, boolean trunk, boolean rdma) {
            int left = cap.secondaryEnis(limits);
            int trunks = trunk && limits.memberEniLimit() > 0 ? Math.min(left, 1) : 0;
            int rdmas = rdma && limits.eriQuantity() > 0 ? Math.min(left - trunks, 1) : 0;
            return new Flavor(trunks, rdmas, left - trunks - rdmas);
        }

        /** All of them. */
        public int total() {
            return trunk + rdma + secondary;
        }

        /** Those of one kind. */
        public int of(EniReading.Kind kind) {
            return switch (kind) {
                case TRUNK -> trunk;
                case RDMA -> rdma;
                case SECONDARY -> secondary;
            };
        }
    }

    /**
     * What one call carries (spec: node-ipam §2.4, §2.9; control-plane §6.6).
     *
     * @param assign addresses per assign or unassign
     * @param createExtra addresses a create carries beside the primary one
     * @param prefixes prefixes per call
     * @param parallelCreates interfaces on their way to the node at once
     */
    public record Calls(int assign, int createExtra, int prefixes, int parallelCreates) {
        /** The calls of ECS. */
        public static final Calls ECS = new Calls(10, 49, 10, 5);

        /** The calls of EFLO: one address at a time, no prefixes. */
        public static final Calls EFLO = new Calls(1, 0, 0, 2);
    }
}
