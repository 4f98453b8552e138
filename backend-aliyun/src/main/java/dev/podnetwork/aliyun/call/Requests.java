package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of an operation, flat, as the wire wants them (spec: openapi-wire §2.4, §7, §8). */
public final class Requests {
    private static final String DESCRIPTION = "interface create by pod-network";

    private final Map<String, String> parameters = new LinkedHashMap<>();

    private Requests(String region) {
        parameters.put("RegionId", region);
    }

    /** The parameters of that operation. */
    public static Map<String, String> of(CloudOp op, String region) {
        Requests request = new Requests(region);
        request.fill(op);
        return request.parameters;
    }

    private void fill(CloudOp op) {
        if (op instanceof CloudOp.CreateEni create) {
            create(create);
        } else if (op instanceof CloudOp.AttachEni attach) {
            put("NetworkInterfaceId", attach.eni());
            put("InstanceId", attach.instance());
            put("TrunkNetworkInstanceId", attach.trunk());
            put("NetworkCardIndex", attach.networkCardIndex());
        } else if (op instanceof CloudOp.DetachEni detach) {
            put("NetworkInterfaceId", detach.eni());
            put("InstanceId", detach.instance());
            put("TrunkNetworkInstanceId", detach.trunk());
        } else if (op instanceof CloudOp.DeleteEni delete) {
            put("NetworkInterfaceId", delete.eni());
        } else if (op instanceof CloudOp.TagEnis tag) {
            put("ResourceType", "eni");
            list("ResourceId", tag.enis());
            tags(tag.tags());
        } else if (op instanceof AddressOp addresses) {
            put("NetworkInterfaceId", addresses.eni());
            change(addresses);
        } else {
            read(op);
        }
    }

    private void change(AddressOp op) {
        if (op instanceof AddressOp.AssignPrivateIpAddresses assign) {
            which(assign.what(), "PrivateIpAddress", "SecondaryPrivateIpAddressCount", "Ipv4Prefix");
            put("ClientToken", assign.clientToken());
        } else if (op instanceof AddressOp.AssignIpv6Addresses assign) {
            which(assign.what(), "Ipv6Address", "Ipv6AddressCount", "Ipv6Prefix");
            put("ClientToken", assign.clientToken());
        } else if (op instanceof AddressOp.UnassignPrivateIpAddresses less) {
            which(less.what(), "PrivateIpAddress", "", "Ipv4Prefix");
        } else if (op instanceof AddressOp.UnassignIpv6Addresses less) {
            which(less.what(), "Ipv6Address", "", "Ipv6Prefix");
        }
    }

    private void which(AddressRequest what, String address, String addressCount, String prefix) {
        if (what instanceof AddressRequest.Count count) {
            put(addressCount, count.addresses());
        } else if (what instanceof AddressRequest.PrefixCount count) {
            put(prefix + "Count", count.prefixes());
        } else if (what instanceof AddressRequest.Addresses named) {
            list(address, named.addresses());
        } else if (what instanceof AddressRequest.Prefixes named) {
            list(prefix, named.prefixes());
        }
    }

    private void create(CloudOp.CreateEni op) {
        put("VSwitchId", op.vSwitch());
        list("SecurityGroupIds", op.securityGroups());
        put("InstanceType", op.type().wire());
        put("Description", DESCRIPTION);
        count("SecondaryPrivateIpAddressCount", op.addresses().secondaryIpv4());
        count("Ipv6AddressCount", op.addresses().ipv6());
        count("Ipv4PrefixCount", op.addresses().ipv4Prefixes());
        count("Ipv6PrefixCount", op.addresses().ipv6Prefixes());
        put("DeleteOnRelease", op.deleteOnRelease());
        put("SourceDestCheck", false);
        put("ResourceGroupId", op.resourceGroupId());
        put(
                "NetworkInterfaceTrafficMode",
                op.trafficMode() == TrafficMode.STANDARD
                        ? null
                        : op.trafficMode().wire());
        tags(op.tags());
        put("ClientToken", op.clientToken());
    }

    private void read(CloudOp op) {
        if (op instanceof CloudOp.DescribeEnis describe) {
            filter(describe.filter());
            put("MaxResults", describe.maxResults());
            put("NextToken", describe.nextToken());
        } else if (op instanceof CloudOp.DescribeVSwitches describe) {
            put("VSwitchId", describe.vSwitch());
            put("VpcId", describe.vpc());
            put("PageNumber", describe.pageNumber());
            put("PageSize", CloudOp.DescribeVSwitches.PAGE_SIZE);
        } else if (op instanceof CloudOp.DescribeSecurityGroups describe) {
            put("SecurityGroupIds", json(describe.ids()));
            put("MaxResults", 100);
        } else if (op instanceof CloudOp.DescribeInstances describe) {
            put("InstanceIds", json(describe.ids()));
            put("MaxResults", 100);
        } else if (op instanceof CloudOp.DescribeInstanceTypes describe) {
            list("InstanceTypes", describe.types());
            put("MaxResults", 100);
            put("NextToken", describe.nextToken());
        } else if (op instanceof CloudOp.ListTags list) {
            put("ResourceType", "eni");
            list("ResourceId", list.enis());
            tags(list.tags());
            put("NextToken", list.nextToken());
        } else {
            throw new IllegalArgumentException("the backend aliyun does not know " + op.api());
        }
    }

    private void filter(EniFilter filter) {
        list("NetworkInterfaceId", filter.ids());
        put("InstanceId", filter.instance());
        put("Type", filter.type() == null ? null : filter.type().wire());
        put("Status", filter.status() == null ? null : filter.status().wire());
        put("VpcId", filter.vpc());
        put("VSwitchId", filter.vSwitch());
        tags(filter.tags());
    }

    private void count(String name, int count) {
        put(name, count == 0 ? null : count);
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    private void list(String name, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            put(name + "." + (i + 1), values.get(i));
        }
    }

    private void tags(Map<String, String> tags) {
        int n = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            n++;
            put("Tag." + n + ".Key", tag.getKey());
            put("Tag." + n + ".Value", tag.getValue());
        }
    }

    private static String json(List<?> ids) {
        return ids.stream()
                .map(id -> "\"" + id.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
