package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls about EIPs and shared bandwidth packages (spec: openapi-wire §8.2–§8.8). An operation on an EIP in a transitional
 * state, or while another is under way, is a {@link CloudFault.Kind#CONFLICT}.
 */
public sealed interface EipOp extends CloudOp {

    /**
     * Allocates an EIP; answers {@link CloudReply.EipAllocated}. Synchronous: it is {@link EipStatus#AVAILABLE} then.
     *
     * @param spec what it is to be
     * @param clientToken at most 64 ASCII characters; same token and parameters: the first EIP again
     */
    record AllocateEip(EipSpec spec, String clientToken) implements EipOp {
        @Override
        public String api() {
            return "AllocateEipAddress";
        }
    }

    /**
     * Starts to bind an EIP to a private address of an interface, in NAT mode; answers {@link CloudReply.Accepted}.
     *
     * @param eip must be {@link EipStatus#AVAILABLE}
     * @param eni the interface
     * @param privateIp one of its private IPv4 addresses, bound to no other EIP
     * @param clientToken at most 64 ASCII characters
     */
    record AssociateEip(EipId eip, EniId eni, String privateIp, String clientToken) implements EipOp {
        @Override
        public String api() {
            return "AssociateEipAddress";
        }
    }

    /**
     * Starts to unbind an EIP; answers {@link CloudReply.Accepted}. Names what it is bound to, so that an EIP that was moved
     * in the meantime stays where it is.
     *
     * @param eip must be {@link EipStatus#IN_USE}
     * @param eni the interface it is bound to
     * @param privateIp the private address it is bound to
     * @param clientToken at most 64 ASCII characters
     */
    record UnassociateEip(EipId eip, EniId eni, String privateIp, String clientToken) implements EipOp {
        @Override
        public String api() {
            return "UnassociateEipAddress";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Starts to release an EIP; answers {@link CloudReply.Accepted}. {@link CloudFault.Kind#NOT_FOUND} means done.
     *
     * @param eip must be {@link EipStatus#AVAILABLE} and in no bandwidth package
     */
    record ReleaseEip(EipId eip) implements EipOp {
        @Override
        public String api() {
            return "ReleaseEipAddress";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Reads EIPs; answers {@link CloudReply.EipPage}.
     *
     * @param filter which
     * @param pageNumber from 1
     */
    record DescribeEips(EipFilter filter, int pageNumber) implements EipOp {
        /** The largest page, and the one always asked for. */
        public static final int PAGE_SIZE = 100;

        @Override
        public String api() {
            return "DescribeEipAddresses";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Changes an EIP in place; answers {@link CloudReply.Accepted}. What is null stays.
     *
     * @param eip the EIP
     * @param bandwidthMbps its new bandwidth
     * @param name its new name
     * @param description its new description
     */
    record ModifyEip(
            EipId eip,
            @Nullable Integer bandwidthMbps,
            @Nullable String name,
            @Nullable String description) implements EipOp {
        @Override
        public String api() {
            return "ModifyEipAddressAttribute";
        }
    }

    /**
     * Starts to put an EIP into a shared bandwidth package; answers {@link CloudReply.Accepted}, and the EIP's description
     * names the package some time later.
     *
     * @param packageId the package
     * @param eip an EIP in no package
     * @param clientToken at most 64 ASCII characters
     */
    record AddToBandwidthPackage(String packageId, EipId eip, String clientToken) implements EipOp {
        @Override
        public String api() {
            return "AddCommonBandwidthPackageIp";
        }
    }

    /**
     * Starts to take an EIP out of a shared bandwidth package; answers {@link CloudReply.Accepted}. {@link
     * CloudFault.Kind#NOT_FOUND} means that it is not in it.
     *
     * @param packageId the package
     * @param eip the EIP
     * @param clientToken at most 64 ASCII characters
     */
    record RemoveFromBandwidthPackage(String packageId, EipId eip, String clientToken) implements EipOp {
        @Override
        public String api() {
            return "RemoveCommonBandwidthPackageIp";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Adds or overwrites tags of EIPs; answers {@link CloudReply.Accepted}.
     *
     * @param eips at most 50
     * @param tags at most 20
     */
    record TagEips(List<EipId> eips, Map<String, String> tags) implements EipOp {
        @Override
        public String api() {
            return "TagResources";
        }
    }
}
