package dev.podnetwork.aliyun.call;

import dev.podnetwork.api.cloud.EipBinding;
import dev.podnetwork.api.cloud.EipFilter;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of the calls about EIPs (spec: openapi-wire §8.3–§8.8). */
final class EipRequests {
    private EipRequests() {}

    static void fill(EipOp op, FlatParameters to) {
        if (op instanceof EipOp.AllocateEip allocate) {
            spec(allocate.spec(), to);
            to.put("ClientToken", allocate.clientToken());
        } else if (op instanceof EipOp.AssociateEip associate) {
            to.put("AllocationId", associate.eip());
            to.put("InstanceId", associate.eni());
            to.put("InstanceType", EipBinding.NETWORK_INTERFACE);
            to.put("PrivateIpAddress", associate.privateIp());
            to.put("ClientToken", associate.clientToken());
        } else if (op instanceof EipOp.UnassociateEip less) {
            to.put("AllocationId", less.eip());
            to.put("InstanceId", less.eni());
            to.put("InstanceType", EipBinding.NETWORK_INTERFACE);
            to.put("PrivateIpAddress", less.privateIp());
            to.put("ClientToken", less.clientToken());
        } else if (op instanceof EipOp.ReleaseEip release) {
            to.put("AllocationId", release.eip());
        } else {
            others(op, to);
        }
    }

    private static void others(EipOp op, FlatParameters to) {
        if (op instanceof EipOp.DescribeEips describe) {
            filter(describe.filter(), to);
            to.put("PageNumber", describe.pageNumber());
            to.put("PageSize", EipOp.DescribeEips.PAGE_SIZE);
        } else if (op instanceof EipOp.ModifyEip modify) {
            to.put("AllocationId", modify.eip());
            to.put("Bandwidth", modify.bandwidthMbps());
            to.put("Name", modify.name());
            to.put("Description", modify.description());
        } else if (op instanceof EipOp.AddToBandwidthPackage add) {
            to.put("BandwidthPackageId", add.packageId());
            to.put("IpInstanceId", add.eip());
            to.put("IpType", "EIP");
            to.put("ClientToken", add.clientToken());
        } else if (op instanceof EipOp.RemoveFromBandwidthPackage remove) {
            to.put("BandwidthPackageId", remove.packageId());
            to.put("IpInstanceId", remove.eip());
            to.put("ClientToken", remove.clientToken());
        } else if (op instanceof EipOp.TagEips tag) {
            to.put("ResourceType", "EIP");
            to.list("ResourceId", tag.eips());
            to.tags(tag.tags());
        }
    }

    /** The way of paying is always said, since the cloud's own default costs more. */
    private static void spec(EipSpec spec, FlatParameters to) {
        to.put("Bandwidth", spec.bandwidthMbps());
        to.put("InternetChargeType", spec.payByTraffic() ? "PayByTraffic" : "PayByBandwidth");
        to.put("InstanceChargeType", "PostPaid");
        to.put("ISP", spec.isp());
        to.put("Name", spec.name());
        to.put("Description", spec.description());
        to.put("ResourceGroupId", spec.resourceGroupId());
        to.put("PublicIpAddressPoolId", spec.publicIpAddressPoolId());
        to.list("SecurityProtectionTypes", spec.securityProtectionTypes());
        to.tags(spec.tags());
    }

    private static void filter(EipFilter filter, FlatParameters to) {
        to.put("AllocationId", commaList(filter.ids()));
        to.put("EipAddress", commaList(filter.addresses()));
        if (filter.associatedWith() != null) {
            to.put("AssociatedInstanceType", EipBinding.NETWORK_INTERFACE);
            to.put("AssociatedInstanceId", filter.associatedWith());
        }
        to.put("Status", filter.status() == null ? null : filter.status().wire());
        to.tags(filter.tags());
    }

    private static @Nullable String commaList(List<?> values) {
        return values.isEmpty() ? null : values.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
