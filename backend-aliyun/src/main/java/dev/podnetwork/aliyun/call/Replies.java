package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.SecurityGroupDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a successful answer says (spec: openapi-wire §7, §8). */
public final class Replies {
    private Replies() {}

    /**
     * Reads the answer to that operation.
     *
     * @param cloudTime the header {@code Date}
     * @throws MalformedAnswerException when a field that must be there is not
     */
    public static CloudReply read(CloudOp op, Node answer, Instant cloudTime) {
        try {
            return decode(op, answer, cloudTime);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswerException(String.valueOf(e.getMessage()));
        }
    }

    private static CloudReply decode(CloudOp op, Node answer, Instant cloudTime) {
        if (op instanceof EipOp eip) {
            return EipReplies.read(eip, answer, cloudTime);
        }
        if (op instanceof LeniOp leni) {
            return LeniReplies.read(leni, answer, cloudTime);
        }
        if (op instanceof CloudOp.CreateEni) {
            return new CloudReply.EniCreated(EniReader.read(answer, cloudTime), cloudTime);
        }
        if (op instanceof CloudOp.DescribeEnis) {
            return new CloudReply.EniPage(
                    answer.items("NetworkInterfaceSets", "NetworkInterfaceSet").stream()
                            .map(eni -> EniReader.read(eni, cloudTime))
                            .toList(),
                    answer.text("NextToken").orElse(null),
                    cloudTime);
        }
        if (op instanceof CloudOp.DescribeVSwitches) {
            return new CloudReply.VSwitchPage(
                    answer.items("VSwitches", "VSwitch").stream()
                            .map(Replies::vSwitch)
                            .toList(),
                    answer.number("TotalCount"));
        }
        if (op instanceof CloudOp.DescribeSecurityGroups) {
            return new CloudReply.SecurityGroupPage(answer.items("SecurityGroups", "SecurityGroup").stream()
                    .map(group -> new SecurityGroupDescription(
                            SecurityGroupId.of(group.required("SecurityGroupId")), VpcId.of(group.required("VpcId"))))
                    .toList());
        }
        if (op instanceof CloudOp.DescribeInstances) {
            return new CloudReply.InstancePage(answer.items("Instances", "Instance").stream()
                    .map(Replies::instance)
                    .toList());
        }
        if (op instanceof CloudOp.DescribeInstanceTypes) {
            return new CloudReply.InstanceTypePage(
                    answer.items("InstanceTypes", "InstanceType").stream()
                            .map(Replies::type)
                            .toList(),
                    answer.text("NextToken").orElse(null));
        }
        if (op instanceof AddressOp.AssignPrivateIpAddresses assign) {
            Node set = answer.child("AssignedPrivateIpAddressesSet");
            return assigned(
                    assign.eni(),
                    set.texts("PrivateIpSet", "PrivateIpAddress"),
                    set.texts("Ipv4PrefixSet", "Ipv4Prefixes"));
        }
        if (op instanceof AddressOp.AssignIpv6Addresses assign) {
            return assigned(
                    assign.eni(),
                    answer.texts("Ipv6Sets", "Ipv6Address"),
                    answer.texts("Ipv6PrefixSets", "Ipv6Prefix"));
        }
        return op instanceof CloudOp.ListTags ? tags(answer) : CloudReply.Accepted.INSTANCE;
    }

    private static CloudReply assigned(EniId eni, List<String> addresses, List<String> prefixes) {
        if (addresses.isEmpty() && prefixes.isEmpty()) {
            throw new MalformedAnswerException("the answer names nothing that was assigned to " + eni);
        }
        return new CloudReply.AddressesAssigned(eni, List.copyOf(addresses), List.copyOf(prefixes));
    }

    private static VSwitchDescription vSwitch(Node v) {
        return new VSwitchDescription(
                VSwitchId.of(v.required("VSwitchId")),
                VpcId.of(v.required("VpcId")),
                ZoneId.of(v.required("ZoneId")),
                v.required("CidrBlock"),
                v.text("Ipv6CidrBlock").orElse(null),
                v.number("AvailableIpAddressCount"));
    }

    private static InstanceDescription instance(Node i) {
        return new InstanceDescription(
                InstanceId.of(i.required("InstanceId")),
                i.required("InstanceType"),
                VpcId.of(i.child("VpcAttributes").required("VpcId")),
                ZoneId.of(i.required("ZoneId")),
                i.required("Status").equals("Running"),
                i.items("NetworkInterfaces", "NetworkInterface").stream()
                        .map(eni -> EniId.of(eni.required("NetworkInterfaceId")))
                        .toList());
    }

    private static InstanceTypeLimits type(Node type) {
        return new InstanceTypeLimits(
                type.required("InstanceTypeId"),
                type.number("EniQuantity"),
                type.number("EniTotalQuantity"),
                type.number("EniPrivateIpAddressQuantity"),
                type.number("EniIpv6AddressQuantity"),
                type.flag("EniTrunkSupported"),
                type.number("EriQuantity"),
                type.items("NetworkCards", "NetworkCardInfo").stream()
                        .map(card -> card.number("NetworkCardIndex"))
                        .toList());
    }

    private static CloudReply tags(Node answer) {
        Map<EniId, Map<String, String>> all = new LinkedHashMap<>();
        for (Node tag : answer.items("TagResources", "TagResource")) {
            all.computeIfAbsent(EniId.of(tag.required("ResourceId")), id -> new LinkedHashMap<>())
                    .put(tag.required("TagKey"), tag.text("TagValue").orElse(""));
        }
        return new CloudReply.TagPage(
                Collections.unmodifiableMap(all), answer.text("NextToken").orElse(null));
    }
}
