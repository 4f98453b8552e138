package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;

/**
 * The calls about the addresses and prefixes of an interface. All are synchronous in the cloud, all or nothing, and need an
 * interface that is {@link EniStatus#AVAILABLE} or {@link EniStatus#IN_USE}; another mutation of the same interface under way
 * is a {@link CloudFault.Kind#CONFLICT} (spec: openapi-wire §7.9–§7.11).
 */
public sealed interface AddressOp extends CloudOp {

    /** The interface whose addresses change. */
    EniId eni();

    /**
     * Assigns private IPv4 addresses or /28 prefixes; answers {@link CloudReply.AddressesAssigned} with the new ones only.
     * {@link CloudFault.Kind#ADDRESS_EXHAUSTED}: the vSwitch has not enough, or no free aligned /28.
     * {@link CloudFault.Kind#QUOTA_EXCEEDED}: the interface would have more than its instance type takes.
     *
     * @param eni the interface
     * @param what how many, or which; at most 10 prefixes, 32 named addresses
     * @param clientToken at most 64 ASCII characters; same token and parameters: the same addresses again
     */
    record AssignPrivateIpAddresses(EniId eni, AddressRequest what, String clientToken) implements AddressOp {
        @Override
        public String api() {
            return "AssignPrivateIpAddresses";
        }
    }

    /**
     * Takes private IPv4 addresses or /28 prefixes away; answers {@link CloudReply.Accepted}. An address that the interface
     * does not have, or its primary one, is {@link CloudFault.Kind#NOT_FOUND}, and then it is not known what became of the
     * others: read the interface.
     *
     * @param eni the interface
     * @param what which
     */
    record UnassignPrivateIpAddresses(EniId eni, AddressRequest.Named what) implements AddressOp {
        @Override
        public String api() {
            return "UnassignPrivateIpAddresses";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Assigns IPv6 addresses or /80 prefixes; answers {@link CloudReply.AddressesAssigned} with the new ones only.
     *
     * @param eni the interface
     * @param what how many, or which; at most 10
     * @param clientToken at most 64 ASCII characters; same token and parameters: the same addresses again
     */
    record AssignIpv6Addresses(EniId eni, AddressRequest what, String clientToken) implements AddressOp {
        @Override
        public String api() {
            return "AssignIpv6Addresses";
        }
    }

    /**
     * Takes IPv6 addresses or /80 prefixes away; answers as {@link UnassignPrivateIpAddresses} does.
     *
     * @param eni the interface
     * @param what which
     */
    record UnassignIpv6Addresses(EniId eni, AddressRequest.Named what) implements AddressOp {
        @Override
        public String api() {
            return "UnassignIpv6Addresses";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }
}
