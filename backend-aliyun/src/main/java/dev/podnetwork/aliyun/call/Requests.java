package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of an operation, flat, as the wire wants them (spec: openapi-wire §2.4, §7, §8). */
public final class Requests {
    static final String DESCRIPTION = "interface create by pod-network";
    private static final String DENSE_MODE_TRUNK = "DenseModeTrunkEniId";

    private final FlatParameters to;

    private Requests(FlatParameters to) {
        this.to = to;
    }

    /** The parameters of that operation. */
    public static Map<String, String> of(CloudOp op, String region) {
        FlatParameters parameters = new FlatParameters(region);
        if (op instanceof EipOp eip) {
            EipRequests.fill(eip, parameters);
        } else if (op instanceof LeniOp leni) {
            LeniRequests.fill(leni, parameters);
        } else {
            new Requests(parameters).fill(op);
        }
        return parameters.map();
    }

    private void fill(CloudOp op) {
        if (op instanceof CloudOp.CreateEni create) {
            create(create);
        } else if (op instanceof CloudOp.AttachEni attach) {
            to.put("NetworkInterfaceId", attach.eni());
            to.put("InstanceId", attach.instance());
            to.put("TrunkNetworkInstanceId", trunk(attach));
            to.put("NetworkCardIndex", attach.networkCardIndex());
        } else if (op instanceof CloudOp.DetachEni detach) {
            to.put("NetworkInterfaceId", detach.eni());
            to.put("InstanceId", detach.instance());
            to.put("TrunkNetworkInstanceId", detach.trunk());
        } else if (op instanceof CloudOp.DeleteEni delete) {
            to.put("NetworkInterfaceId", delete.eni());
        } else if (op instanceof CloudOp.ModifyEni modify) {
            to.put("NetworkInterfaceId", modify.eni());
            to.list("SecurityGroupId", modify.securityGroups());
        } else if (op instanceof CloudOp.TagEnis tag) {
            to.put("ResourceType", "eni");
            to.list("ResourceId", tag.enis());
            to.tags(tag.tags());
        } else if (op instanceof AddressOp addresses) {
            to.put("NetworkInterfaceId", addresses.eni());
            change(addresses);
        } else {
            read(op);
        }
    }

    /** A dense interface that names no trunk says so by a word, and only at its attach (spec: scenarios F7). */
    private static @Nullable Object trunk(CloudOp.AttachEni attach) {
        return attach.trunk() == null && attach.eni().value().startsWith("hdeni-") ? DENSE_MODE_TRUNK : attach.trunk();
    }

    private void change(AddressOp op) {
        if (op instanceof AddressOp.AssignPrivateIpAddresses assign) {
            which(assign.what(), "PrivateIpAddress", "SecondaryPrivateIpAddressCount", "Ipv4Prefix");
            to.put("ClientToken", assign.clientToken());
        } else if (op instanceof AddressOp.AssignIpv6Addresses assign) {
            which(assign.what(), "Ipv6Address", "Ipv6AddressCount", "Ipv6Prefix");
            to.put("ClientToken", assign.clientToken());
        } else if (op instanceof AddressOp.UnassignPrivateIpAddresses less) {
            which(less.what(), "PrivateIpAddress", "", "Ipv4Prefix");
        } else if (op instanceof AddressOp.UnassignIpv6Addresses less) {
            which(less.what(), "Ipv6Address", "", "Ipv6Prefix");
        }
    }

    private void which(AddressRequest what, String address, String addressCount, String prefix) {
        if (what instanceof AddressRequest.Count count) {
            to.put(addressCount, count.addresses());
        } else if (what instanceof AddressRequest.PrefixCount count) {
            to.put(prefix + "Count", count.prefixes());
        } else if (what instanceof AddressRequest.Addresses named) {
            to.list(address, named.addresses());
        } else if (what instanceof AddressRequest.Prefixes named) {
            to.list(prefix, named.prefixes());
        }
    }

    private void create(CloudOp.CreateEni op) {
        to.put("VSwitchId", op.vSwitch());
        to.list("SecurityGroupIds", op.securityGroups());
        to.put("InstanceType", op.type().wire());
        to.put("Description", DESCRIPTION);
        to.count("SecondaryPrivateIpAddressCount", op.addresses().secondaryIpv4());
        to.count("Ipv6AddressCount", op.addresses().ipv6());
        to.count("Ipv4PrefixCount", op.addresses().ipv4Prefixes());
        to.count("Ipv6PrefixCount", op.addresses().ipv6Prefixes());
        to.put("DeleteOnRelease", op.deleteOnRelease());
        to.put("SourceDestCheck", false);
        to.put("ResourceGroupId", op.resourceGroupId());
        to.put(
                "NetworkInterfaceTrafficMode",
                op.trafficMode() == TrafficMode.STANDARD
                        ? null
                        : op.trafficMode().wire());
        to.tags(op.tags());
        to.put("ClientToken", op.clientToken());
    }

    private void read(CloudOp op) {
        if (op instanceof CloudOp.DescribeEnis describe) {
            filter(describe.filter());
            to.put("MaxResults", describe.maxResults());
            to.put("NextToken", describe.nextToken());
        } else if (op instanceof CloudOp.DescribeVSwitches describe) {
            to.put("VSwitchId", describe.vSwitch());
            to.put("VpcId", describe.vpc());
            to.put("PageNumber", describe.pageNumber());
            to.put("PageSize", CloudOp.DescribeVSwitches.PAGE_SIZE);
        } else if (op instanceof CloudOp.DescribeSecurityGroups describe) {
            to.put("SecurityGroupIds", FlatParameters.json(describe.ids()));
            to.put("MaxResults", 100);
        } else if (op instanceof CloudOp.DescribeInstances describe) {
            to.put("InstanceIds", FlatParameters.json(describe.ids()));
            to.put("MaxResults", 100);
        } else if (op instanceof CloudOp.DescribeInstanceTypes describe) {
            to.list("InstanceTypes", describe.types());
            to.put("MaxResults", 100);
            to.put("NextToken", describe.nextToken());
        } else if (op instanceof CloudOp.ListTags list) {
            to.put("ResourceType", "eni");
            to.list("ResourceId", list.enis());
            to.tags(list.tags());
            to.put("NextToken", list.nextToken());
        } else {
            throw new IllegalArgumentException("the backend aliyun does not know " + op.api());
        }
    }

    private void filter(EniFilter filter) {
        to.list("NetworkInterfaceId", filter.ids());
        to.put("InstanceId", filter.instance());
        to.put("Type", filter.type() == null ? null : filter.type().wire());
        to.put("Status", filter.status() == null ? null : filter.status().wire());
        to.put("VpcId", filter.vpc());
        to.put("VSwitchId", filter.vSwitch());
        to.tags(filter.tags());
    }
}
