package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to the cloud, as a value. The record's Javadoc names the reply that a success carries; every call may instead
 * answer {@link CloudReply.Failed}. Facts: spec openapi-wire §7, §8.
 */
public sealed interface CloudOp
        permits AddressOp,
                EipOp,
                LeniOp,
                CloudOp.CreateEni,
                CloudOp.AttachEni,
                CloudOp.DetachEni,
                CloudOp.DeleteEni,
                CloudOp.ModifyEni,
                CloudOp.DescribeEnis,
                CloudOp.DescribeVSwitches,
                CloudOp.DescribeSecurityGroups,
                CloudOp.DescribeInstances,
                CloudOp.DescribeInstanceTypes,
                CloudOp.TagEnis,
                CloudOp.ListTags,
                CloudOp.ReadMetadata {

    /** The provider's name of the call, which is also the key of its rate limit. */
    String api();

    /** Whether the call changes anything. */
    default boolean mutating() {
        return true;
    }

    /** Whether the call gives something up: a detach, a delete. Degradation {@code l1} parks these. */
    default boolean releasing() {
        return false;
    }

    /**
     * Creates an interface; answers {@link CloudReply.EniCreated}. Synchronous in the cloud: the interface is
     * {@link EniStatus#AVAILABLE} when the reply comes. All or nothing.
     *
     * @param vSwitch where its addresses come from
     * @param securityGroups 1 to 10 groups of the same VPC
     * @param addresses what it has beside its primary address
     * @param type {@link EniType#SECONDARY}, or {@link EniType#TRUNK} for one that is to carry members
     * @param deleteOnRelease whether the interface goes when its instance is released
     * @param resourceGroupId resource group, null for the default one
     * @param trafficMode {@link TrafficMode#HIGH_PERFORMANCE} only for RDMA
     * @param tags at most 20, in a stable order
     * @param clientToken at most 64 ASCII characters. Same token and parameters: the first interface again. Same token,
     *     other parameters: {@link CloudFault.Kind#TOKEN_SPENT}
     */
    record CreateEni(
            VSwitchId vSwitch,
            List<SecurityGroupId> securityGroups,
            AddressCounts addresses,
            EniType type,
            boolean deleteOnRelease,
            @Nullable String resourceGroupId,
            TrafficMode trafficMode,
            Map<String, String> tags,
            String clientToken)
            implements CloudOp {
        /** A secondary interface of one IPv4 address and {@code ipv6Count} IPv6 addresses, as one pod needs it. */
        public CreateEni(
                VSwitchId vSwitch,
                List<SecurityGroupId> securityGroups,
                int ipv6Count,
                boolean deleteOnRelease,
                @Nullable String resourceGroupId,
                TrafficMode trafficMode,
                Map<String, String> tags,
                String clientToken) {
            this(
                    vSwitch,
                    securityGroups,
                    AddressCounts.withIpv6(ipv6Count),
                    EniType.SECONDARY,
                    deleteOnRelease,
                    resourceGroupId,
                    trafficMode,
                    tags,
                    clientToken);
        }

        /** IPv6 addresses to assign. */
        public int ipv6Count() {
            return addresses.ipv6();
        }

        @Override
        public String api() {
            return "CreateNetworkInterface";
        }
    }

    /**
     * Starts to attach an interface; answers {@link CloudReply.Accepted}, and the interface is observed
     * {@link EniStatus#IN_USE} some seconds later, or falls back to {@link EniStatus#AVAILABLE}. Not idempotent by token:
     * an interface that is already attached answers {@link CloudFault.Kind#CONFLICT}.
     *
     * @param eni must be {@link EniStatus#AVAILABLE}, in the zone and VPC of the instance, with no more addresses than the
     *     instance type takes; a {@link EniType#TRUNK} becomes the one trunk of the instance
     * @param instance the instance
     * @param trunk the trunk interface for a member, null for a secondary or a trunk interface
     * @param networkCardIndex the card, null to let the cloud choose
     */
    record AttachEni(
            EniId eni,
            InstanceId instance,
            @Nullable EniId trunk,
            @Nullable Integer networkCardIndex) implements CloudOp {
        @Override
        public String api() {
            return "AttachNetworkInterface";
        }
    }

    /**
     * Starts to detach an interface; answers {@link CloudReply.Accepted}. {@link CloudFault.Kind#NOT_FOUND} of the
     * interface or the instance means that there is nothing left to detach.
     *
     * @param eni must be {@link EniStatus#IN_USE} or {@link EniStatus#DETACHING}
     * @param instance where it is attached
     * @param trunk the trunk interface of a member
     */
    record DetachEni(
            EniId eni, InstanceId instance, @Nullable EniId trunk) implements CloudOp {
        @Override
        public String api() {
            return "DetachNetworkInterface";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Starts to delete an interface; answers {@link CloudReply.Accepted}. {@link CloudFault.Kind#NOT_FOUND} means done.
     *
     * @param eni must be {@link EniStatus#AVAILABLE}
     */
    record DeleteEni(EniId eni) implements CloudOp {
        @Override
        public String api() {
            return "DeleteNetworkInterface";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Gives an interface other security groups; answers {@link CloudReply.Accepted}. Synchronous.
     *
     * @param eni the interface
     * @param securityGroups 1 to 10 groups of the same VPC: all of them, in place of those before
     */
    record ModifyEni(EniId eni, List<SecurityGroupId> securityGroups) implements CloudOp {
        @Override
        public String api() {
            return "ModifyNetworkInterfaceAttribute";
        }
    }

    /**
     * Reads interfaces; answers {@link CloudReply.EniPage}. Reads may lag writes by some seconds. An interface that does
     * not exist is not in the answer: there is no fault for it.
     *
     * @param filter which
     * @param nextToken from the page before, null for the first
     * @param maxResults 10 to 500
     */
    record DescribeEnis(EniFilter filter, @Nullable String nextToken, int maxResults) implements CloudOp {
        /** The largest page. */
        public static final int MAX_PAGE = 500;

        @Override
        public String api() {
            return "DescribeNetworkInterfaces";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads vSwitches; answers {@link CloudReply.VSwitchPage}.
     *
     * @param vSwitch one vSwitch, null for all of the VPC
     * @param vpc the VPC, null to ask for the one vSwitch wherever it is
     * @param pageNumber from 1
     */
    record DescribeVSwitches(
            @Nullable VSwitchId vSwitch, @Nullable VpcId vpc, int pageNumber) implements CloudOp {
        /** The largest page, and the one always asked for. */
        public static final int PAGE_SIZE = 50;

        @Override
        public String api() {
            return "DescribeVSwitches";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads security groups; answers {@link CloudReply.SecurityGroupPage}.
     *
     * @param ids at most 100
     */
    record DescribeSecurityGroups(List<SecurityGroupId> ids) implements CloudOp {
        @Override
        public String api() {
            return "DescribeSecurityGroups";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads instances; answers {@link CloudReply.InstancePage}. An instance that does not exist is not in the answer.
     *
     * @param ids at most 100
     */
    record DescribeInstances(List<InstanceId> ids) implements CloudOp {
        @Override
        public String api() {
            return "DescribeInstances";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads the limits of instance types; answers {@link CloudReply.InstanceTypePage}.
     *
     * @param types at most 10 types; empty for all
     * @param nextToken from the page before, null for the first
     */
    record DescribeInstanceTypes(
            List<String> types, @Nullable String nextToken) implements CloudOp {
        @Override
        public String api() {
            return "DescribeInstanceTypes";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Adds or overwrites tags of interfaces; answers {@link CloudReply.Accepted}.
     *
     * @param enis at most 50
     * @param tags at most 20
     */
    record TagEnis(List<EniId> enis, Map<String, String> tags) implements CloudOp {
        @Override
        public String api() {
            return "TagResources";
        }
    }

    /**
     * Lists the tags of interfaces, the way past the cap of a tag filter; answers {@link CloudReply.TagPage}.
     *
     * @param enis at most 50; empty for all that carry {@code tags}
     * @param tags the tags a resource must carry
     * @param nextToken from the page before, null for the first
     */
    record ListTags(
            List<EniId> enis,
            Map<String, String> tags,
            @Nullable String nextToken) implements CloudOp {
        @Override
        public String api() {
            return "ListTagResources";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads what the metadata service of the instance we run on shows; answers {@link CloudReply.MetadataPage}. A source of
     * its own: it may lag the API by seconds or more, so neither of the two alone permits a destructive step
     * (spec: node-ipam §2.13, openapi-wire §11). Not counted by the API's rate limits.
     *
     * @param instance the instance we run on; any other is {@link CloudFault.Kind#INVALID_REQUEST}
     */
    record ReadMetadata(InstanceId instance) implements CloudOp {
        @Override
        public String api() {
            return "metadata";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }
}
