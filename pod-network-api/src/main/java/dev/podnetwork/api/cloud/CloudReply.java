package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the cloud answered to a {@link CloudOp}. */
public sealed interface CloudReply {

    /** The request was taken; its effect is observed later, if the call is asynchronous. */
    record Accepted() implements CloudReply {
        /** The one instance there needs to be. */
        public static final Accepted INSTANCE = new Accepted();
    }

    /**
     * The interface exists.
     *
     * @param eni as created
     * @param cloudTime the cloud's clock when it answered
     */
    record EniCreated(EniDescription eni, Instant cloudTime) implements CloudReply {}

    /**
     * One page of interfaces.
     *
     * @param enis in the cloud's order
     * @param nextToken for the next page, null when this is the last one
     * @param cloudTime the cloud's clock when it answered
     */
    record EniPage(List<EniDescription> enis, @Nullable String nextToken, Instant cloudTime) implements CloudReply {}

    /**
     * One page of vSwitches.
     *
     * @param vSwitches in the cloud's order
     * @param totalCount how many there are on all pages
     */
    record VSwitchPage(List<VSwitchDescription> vSwitches, int totalCount) implements CloudReply {}

    /**
     * Security groups.
     *
     * @param securityGroups those that exist
     */
    record SecurityGroupPage(List<SecurityGroupDescription> securityGroups) implements CloudReply {}

    /**
     * Instances.
     *
     * @param instances those that exist
     */
    record InstancePage(List<InstanceDescription> instances) implements CloudReply {}

    /**
     * One page of instance types.
     *
     * @param types in the cloud's order
     * @param nextToken for the next page, null when this is the last one
     */
    record InstanceTypePage(
            List<InstanceTypeLimits> types, @Nullable String nextToken) implements CloudReply {}

    /**
     * One page of tagged interfaces.
     *
     * @param tags the tags of each interface, in the cloud's order
     * @param nextToken for the next page, null when this is the last one
     */
    record TagPage(
            Map<EniId, Map<String, String>> tags, @Nullable String nextToken) implements CloudReply {}

    /**
     * What an assign added.
     *
     * @param eni the interface
     * @param addresses the new addresses, empty when prefixes were asked for
     * @param prefixes the new prefixes in CIDR form, empty when addresses were asked for
     */
    record AddressesAssigned(EniId eni, List<String> addresses, List<String> prefixes) implements CloudReply {}

    /**
     * The EIP exists.
     *
     * @param eip its allocation id
     * @param address the public IPv4 address
     * @param cloudTime the cloud's clock when it answered
     */
    record EipAllocated(EipId eip, String address, Instant cloudTime) implements CloudReply {}

    /**
     * One page of EIPs.
     *
     * @param eips in the cloud's order
     * @param totalCount how many there are on all pages
     * @param cloudTime the cloud's clock when it answered
     */
    record EipPage(List<EipDescription> eips, int totalCount, Instant cloudTime) implements CloudReply {}

    /**
     * A Lingjun interface is being made.
     *
     * @param leni its id
     * @param cloudTime the cloud's clock when it answered
     */
    record LeniCreated(EniId leni, Instant cloudTime) implements CloudReply {}

    /**
     * One page of Lingjun interfaces.
     *
     * @param lenis in the cloud's order
     * @param totalCount how many there are on all pages
     * @param cloudTime the cloud's clock when it answered
     */
    record LeniPage(List<LeniDescription> lenis, int totalCount, Instant cloudTime) implements CloudReply {}

    /**
     * A secondary address of a Lingjun interface is being made.
     *
     * @param leni the interface
     * @param name its handle
     */
    record LeniAddressAssigned(EniId leni, String name) implements CloudReply {}

    /**
     * One page of secondary addresses of a Lingjun interface.
     *
     * @param addresses in the cloud's order
     * @param totalCount how many there are on all pages
     */
    record LeniAddressPage(List<LeniAddress> addresses, int totalCount) implements CloudReply {}

    /**
     * A Lingjun node.
     *
     * @param node what it offers
     */
    record LingjunNodeInfo(LingjunNode node) implements CloudReply {}

    /**
     * The type of a Lingjun node.
     *
     * @param type its name
     */
    record LingjunTypeOfNode(String type) implements CloudReply {}

    /**
     * The limits of a Lingjun node type.
     *
     * @param limits as the cloud states them
     */
    record LingjunTypeLimits(LingjunNodeType limits) implements CloudReply {}

    /**
     * What the metadata service shows.
     *
     * @param interfaces the interfaces of the instance, members of a trunk not included
     */
    record MetadataPage(List<MetadataEni> interfaces) implements CloudReply {}

    /**
     * The call failed.
     *
     * @param fault why
     */
    record Failed(CloudFault fault) implements CloudReply {}
}
