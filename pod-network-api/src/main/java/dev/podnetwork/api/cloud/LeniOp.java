package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls about interfaces of Lingjun nodes (products eflo and eflo-controller; spec: openapi-wire §9). They are asynchronous
 * where {@link CloudOp}'s twins are synchronous: a create and an assign are under way when the reply comes.
 */
public sealed interface LeniOp extends CloudOp {

    /**
     * Starts to create an interface; answers {@link CloudReply.LeniCreated}. With a node it is attached by its creation.
     *
     * @param zone the zone of the vSwitch
     * @param vSwitch where its address comes from
     * @param vpc its VPC; null for that of the node
     * @param securityGroup its one group
     * @param node the node to be attached to, null for none
     * @param tags at most 20, in a stable order
     * @param clientToken at most 64 ASCII characters; same token and parameters: the first interface again
     */
    record CreateLeni(
            ZoneId zone,
            VSwitchId vSwitch,
            @Nullable VpcId vpc,
            SecurityGroupId securityGroup,
            @Nullable InstanceId node,
            Map<String, String> tags,
            String clientToken)
            implements LeniOp {
        @Override
        public String api() {
            return "CreateElasticNetworkInterface";
        }
    }

    /**
     * Starts to attach; answers {@link CloudReply.Accepted}.
     *
     * @param leni must be {@link LeniStatus#UNATTACHED} or {@link LeniStatus#ATTACH_FAILED}
     * @param node the node
     */
    record AttachLeni(EniId leni, InstanceId node) implements LeniOp {
        @Override
        public String api() {
            return "AttachElasticNetworkInterface";
        }
    }

    /**
     * Starts to detach; answers {@link CloudReply.Accepted}. {@link CloudFault.Kind#NOT_FOUND} means that it is gone or
     * detached already.
     *
     * @param leni must be {@link LeniStatus#AVAILABLE} or {@link LeniStatus#DETACH_FAILED}
     * @param node the node
     */
    record DetachLeni(EniId leni, InstanceId node) implements LeniOp {
        @Override
        public String api() {
            return "DetachElasticNetworkInterface";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Starts to delete; answers {@link CloudReply.Accepted}. {@link CloudFault.Kind#NOT_FOUND} means done.
     *
     * @param leni must be {@link LeniStatus#UNATTACHED}, or have failed to be made, attached or deleted
     * @param clientToken at most 64 ASCII characters
     */
    record DeleteLeni(EniId leni, String clientToken) implements LeniOp {
        @Override
        public String api() {
            return "DeleteElasticNetworkInterface";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Reads interfaces; answers {@link CloudReply.LeniPage}. What is null does not filter.
     *
     * @param leni this one
     * @param node attached to this node
     * @param vSwitch in this vSwitch
     * @param tags carrying all of these, at most 20
     * @param pageNumber from 1
     */
    record DescribeLenis(
            @Nullable EniId leni,
            @Nullable InstanceId node,
            @Nullable VSwitchId vSwitch,
            Map<String, String> tags,
            int pageNumber)
            implements LeniOp {
        /** The page always asked for: without a size the cloud answers 20. */
        public static final int PAGE_SIZE = 100;

        /** Whatever its vSwitch and its tags. */
        public DescribeLenis(@Nullable EniId leni, @Nullable InstanceId node, int pageNumber) {
            this(leni, node, null, Map.of(), pageNumber);
        }

        @Override
        public String api() {
            return "ListElasticNetworkInterfaces";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Starts to assign one secondary address; answers {@link CloudReply.LeniAddressAssigned} with its handle, not with the
     * address: read that.
     *
     * @param leni the interface
     * @param ipv4 the address, null for one of the cloud's choice
     * @param clientToken at most 64 ASCII characters; same token and parameters: the same handle again
     */
    record AssignLeniAddress(EniId leni, @Nullable String ipv4, String clientToken) implements LeniOp {
        @Override
        public String api() {
            return "AssignLeniPrivateIpAddress";
        }
    }

    /**
     * Starts to take one secondary address away, by its handle; answers {@link CloudReply.Accepted}.
     *
     * @param leni the interface
     * @param name the handle
     * @param clientToken at most 64 ASCII characters
     */
    record UnassignLeniAddress(EniId leni, String name, String clientToken) implements LeniOp {
        @Override
        public String api() {
            return "UnassignLeniPrivateIpAddress";
        }

        @Override
        public boolean releasing() {
            return true;
        }
    }

    /**
     * Reads the secondary addresses of an interface; answers {@link CloudReply.LeniAddressPage}.
     *
     * @param leni the interface
     * @param pageNumber from 1
     */
    record DescribeLeniAddresses(EniId leni, int pageNumber) implements LeniOp {
        /** The page always asked for: without a size the cloud answers 20. */
        public static final int PAGE_SIZE = 100;

        @Override
        public String api() {
            return "ListLeniPrivateIpAddresses";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads what a node offers to pods; answers {@link CloudReply.LingjunNodeInfo}.
     *
     * @param node the node
     */
    record DescribeLingjunNode(InstanceId node) implements LeniOp {
        @Override
        public String api() {
            return "GetNodeInfoForPod";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads which type a node is of; answers {@link CloudReply.LingjunTypeOfNode}.
     *
     * @param node the node
     */
    record DescribeTypeOfNode(InstanceId node) implements LeniOp {
        @Override
        public String api() {
            return "DescribeNode";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /**
     * Reads the limits of a node type; answers {@link CloudReply.LingjunTypeLimits}.
     *
     * @param type the type
     */
    record DescribeNodeType(String type) implements LeniOp {
        @Override
        public String api() {
            return "DescribeNodeType";
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }
}
