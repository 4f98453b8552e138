package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipBinding;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipFilter;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipStatus;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code DescribeEipAddresses} and {@code DescribeCommonBandwidthPackages} (spec: openapi-wire §8.4, §8.7). Pages of 100 lag as
 * the cloud does; other sizes, and filters that the library never uses, read the truth.
 */
final class EipQuery {
    private EipQuery() {}

    static Tree describe(Parameters p, Visit visit) {
        int number = p.number("PageNumber", 1, 1_000_000).orElse(1);
        int size = p.number("PageSize", 1, EipOp.DescribeEips.PAGE_SIZE).orElse(10);
        CloudReply.EipPage served = visit.serve(new EipOp.DescribeEips(filter(p), number), CloudReply.EipPage.class);
        List<EipDescription> page = served.eips();
        int total = served.totalCount();
        if (size != EipOp.DescribeEips.PAGE_SIZE || hasMore(p)) {
            CloudReply.EipPage first = visit.serve(new EipOp.DescribeEips(filter(p), 1), CloudReply.EipPage.class);
            List<EipDescription> all =
                    first.eips().stream().filter(eip -> matches(eip, p)).toList();
            page = Pages.slice(all, (long) (number - 1) * size, size);
            total = hasMore(p) ? all.size() : first.totalCount();
        }
        List<Object> items = new ArrayList<>();
        page.forEach(eip -> items.add(eip(eip, p).map()));
        return new Tree()
                .with("TotalCount", total)
                .with("PageNumber", number)
                .with("PageSize", size)
                .wrapped("EipAddresses", "EipAddress", items);
    }

    private static EipFilter filter(Parameters p) {
        List<EipId> ids = commaList(p, "AllocationId").stream()
                .map(id -> EipId.of(EniActions.notBlank("AllocationId", id)))
                .toList();
        boolean byInstance = p.text("AssociatedInstanceType").orElse("").equals(EipBinding.NETWORK_INTERFACE);
        EniId eni = p.text("AssociatedInstanceId")
                .filter(text -> byInstance && !text.isBlank())
                .map(EniId::of)
                .orElse(null);
        return new EipFilter(
                ids, commaList(p, "EipAddress"), eni, status(p.text("Status").orElse(null)), p.tags());
    }

    private static List<String> commaList(Parameters p, String name) {
        String text = p.text(name).orElse("");
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> items = Arrays.asList(text.split(",", -1));
        if (items.size() > EipFilter.MAX_IDS) {
            throw Refusal.invalid(name, items.size() + " are named, and " + EipFilter.MAX_IDS + " is the most.");
        }
        return items;
    }

    private static @Nullable EipStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (EipStatus status : EipStatus.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw Refusal.invalid("Status", "give Available, Associating, InUse, Unassociating or Releasing.");
    }

    private static boolean hasMore(Parameters p) {
        return p.text("EipName").isPresent()
                || p.text("ISP").isPresent()
                || p.text("ResourceGroupId").isPresent();
    }

    private static boolean matches(EipDescription eip, Parameters p) {
        return p.text("EipName").map(eip.name()::equals).orElse(true)
                && p.text("ISP").map(eip.isp()::equals).orElse(true)
                && p.text("ResourceGroupId")
                        .map(id -> id.equals(eip.resourceGroupId()))
                        .orElse(true);
    }

    private static Tree eip(EipDescription eip, Parameters p) {
        EipBinding to = eip.binding();
        List<Object> tags = new ArrayList<>();
        eip.tags()
                .forEach((key, value) -> tags.add(
                        new Tree().with("Key", key).with("Value", value).map()));
        return new Tree()
                .with("AllocationId", eip.id().value())
                .with("IpAddress", eip.address())
                .with("Status", eip.status().wire())
                .with("InstanceId", to == null ? "" : to.instanceId())
                .with("InstanceType", to == null ? "" : to.instanceType())
                .with("PrivateIpAddress", to == null || to.privateIp() == null ? "" : to.privateIp())
                .with("Bandwidth", String.valueOf(eip.bandwidthMbps()))
                .with("InternetChargeType", eip.payByTraffic() ? "PayByTraffic" : "PayByBandwidth")
                .with("ChargeType", "PostPaid")
                .with("ISP", eip.isp())
                .with("Name", eip.name())
                .with("Description", "")
                .with("RegionId", p.required("RegionId"))
                .with("ResourceGroupId", eip.resourceGroupId() == null ? "" : eip.resourceGroupId())
                .with("AllocationTime", EniJson.time(eip.allocatedAt()))
                .with("ExpiredTime", "")
                .with("BusinessStatus", "Normal")
                .with("BandwidthPackageId", eip.bandwidthPackageId() == null ? "" : eip.bandwidthPackageId())
                .with("BandwidthPackageType", eip.bandwidthPackageId() == null ? "" : "CommonBandwidthPackage")
                .with("PublicIpAddressPoolId", eip.publicIpAddressPoolId() == null ? "" : eip.publicIpAddressPoolId())
                .with("Netmode", "public")
                .with("HDMonitorStatus", "OFF")
                .with("DeletionProtection", false)
                .with("ServiceManaged", 0)
                .wrapped("OperationLocks", "LockReason", List.of())
                .wrapped("Tags", "Tag", tags);
    }

    static Tree packages(Parameters p, Visit visit) {
        String one = p.text("BandwidthPackageId").orElse("");
        List<Object> items = new ArrayList<>();
        for (String id : visit.cloud().inspect().bandwidthPackages()) {
            if (one.isEmpty() || one.equals(id)) {
                items.add(bandwidthPackage(id, visit).map());
            }
        }
        return new Tree()
                .with("TotalCount", items.size())
                .with("PageNumber", 1)
                .with("PageSize", 50)
                .wrapped("CommonBandwidthPackages", "CommonBandwidthPackage", items);
    }

    private static Tree bandwidthPackage(String id, Visit visit) {
        List<Object> members = new ArrayList<>();
        for (EipDescription eip : visit.cloud().inspect().eips()) {
            if (id.equals(eip.bandwidthPackageId())) {
                members.add(Map.of(
                        "AllocationId",
                        eip.id().value(),
                        "IpAddress",
                        eip.address(),
                        "BandwidthPackageIpRelationStatus",
                        "BINDED"));
            }
        }
        return new Tree()
                .with("BandwidthPackageId", id)
                .with("Status", "Available")
                .with("BusinessStatus", "Normal")
                .with("Bandwidth", "200")
                .with("InstanceChargeType", "PostPaid")
                .wrapped("PublicIpAddresses", "PublicIpAddresse", members);
    }
}
