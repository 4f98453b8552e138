package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.InstanceDescription;
import dev.podnetwork.api.cloud.SecurityGroupDescription;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.fake.CloudInspection;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The actions that read what is around interfaces (spec: openapi-wire §7.12, §7.13, §8.1). */
final class FactActions {
    private static final int MAX_IDS = 100;

    private FactActions() {}

    static Tree vSwitches(Parameters p, Visit visit) {
        VSwitchId one =
                p.text("VSwitchId").filter(t -> !t.isBlank()).map(VSwitchId::of).orElse(null);
        VpcId vpc = p.text("VpcId").filter(t -> !t.isBlank()).map(VpcId::of).orElse(null);
        int number = p.number("PageNumber", 1, 1_000_000).orElse(1);
        int size = p.number("PageSize", 1, CloudOp.DescribeVSwitches.PAGE_SIZE).orElse(10);
        CloudOp op = new CloudOp.DescribeVSwitches(one, vpc, number);
        CloudReply.VSwitchPage served = visit.serve(op, CloudReply.VSwitchPage.class);
        List<VSwitchDescription> page = served.vSwitches();
        int total = served.totalCount();
        if (one == null
                && (size != CloudOp.DescribeVSwitches.PAGE_SIZE
                        || p.text("ZoneId").isPresent())) {
            List<VSwitchDescription> all = visit.cloud().inspect().vSwitches().stream()
                    .filter(v -> vpc == null || v.vpc().equals(vpc))
                    .filter(v -> p.text("ZoneId").map(v.zone().value()::equals).orElse(true))
                    .toList();
            page = Pages.slice(all, (long) (number - 1) * size, size);
            total = all.size();
        }
        List<Object> items = new ArrayList<>();
        page.forEach(v -> items.add(vSwitch(v).map()));
        return new Tree()
                .with("TotalCount", total)
                .with("PageNumber", number)
                .with("PageSize", size)
                .wrapped("VSwitches", "VSwitch", items);
    }

    static Tree vSwitchAttributes(Parameters p, Visit visit) {
        VSwitchId id = VSwitchId.of(EniActions.id(p, "VSwitchId"));
        CloudOp op = new CloudOp.DescribeVSwitches(id, null, 1);
        List<VSwitchDescription> found =
                visit.serve(op, CloudReply.VSwitchPage.class).vSwitches();
        if (found.isEmpty()) {
            throw new Refusal(404, "InvalidVSwitchId.NotFound", "The specified VSwitchId does not exist: " + id);
        }
        return vSwitch(found.get(0));
    }

    private static Tree vSwitch(VSwitchDescription v) {
        return new Tree()
                .with("VSwitchId", v.id().value())
                .with("VpcId", v.vpc().value())
                .with("ZoneId", v.zone().value())
                .with("Status", "Available")
                .with("CidrBlock", v.cidr())
                .with("Ipv6CidrBlock", v.ipv6Cidr() == null ? "" : v.ipv6Cidr())
                .with("EnabledIpv6", v.ipv6Cidr() != null)
                .with("AvailableIpAddressCount", v.availableIpv4())
                .with("VSwitchName", "")
                .with("Description", "")
                .with("IsDefault", false)
                .wrapped("Tags", "Tag", List.of());
    }

    static Tree securityGroups(Parameters p, Visit visit) {
        List<String> ids = new ArrayList<>(JsonList.texts(p, "SecurityGroupIds", MAX_IDS));
        p.text("SecurityGroupId").ifPresent(ids::add);
        CloudOp op = new CloudOp.DescribeSecurityGroups(ids.stream()
                .map(id -> SecurityGroupId.of(EniActions.notBlank("SecurityGroupIds", id)))
                .toList());
        List<SecurityGroupDescription> found =
                visit.serve(op, CloudReply.SecurityGroupPage.class).securityGroups();
        if (ids.isEmpty()) {
            String vpc = p.text("VpcId").orElse("");
            found = visit.cloud().inspect().securityGroups().stream()
                    .filter(group -> vpc.isEmpty() || group.vpc().value().equals(vpc))
                    .toList();
        }
        int from = Pages.offset(p);
        int size = size(p);
        List<Object> items = new ArrayList<>();
        Pages.slice(found, from, size)
                .forEach(group -> items.add(new Tree()
                        .with("SecurityGroupId", group.id().value())
                        .with("VpcId", group.vpc().value())
                        .with("SecurityGroupType", "normal")
                        .map()));
        return new Tree()
                .with("TotalCount", found.size())
                .with("NextToken", Pages.next(from + items.size(), found.size()))
                .wrapped("SecurityGroups", "SecurityGroup", items);
    }

    static Tree instances(Parameters p, Visit visit) {
        List<String> ids = JsonList.texts(p, "InstanceIds", MAX_IDS);
        CloudOp op = new CloudOp.DescribeInstances(ids.stream()
                .map(id -> InstanceId.of(EniActions.notBlank("InstanceIds", id)))
                .toList());
        List<InstanceDescription> found =
                visit.serve(op, CloudReply.InstancePage.class).instances();
        if (ids.isEmpty()) {
            found = visit.cloud().inspect().instances().stream()
                    .filter(i -> p.text("VpcId").map(i.vpc().value()::equals).orElse(true))
                    .filter(i -> p.text("ZoneId").map(i.zone().value()::equals).orElse(true))
                    .toList();
        }
        int from = Pages.offset(p);
        List<Object> items = new ArrayList<>();
        Pages.slice(found, from, size(p))
                .forEach(i -> items.add(instance(i, visit.cloud().inspect()).map()));
        return new Tree()
                .with("TotalCount", found.size())
                .with("NextToken", Pages.next(from + items.size(), found.size()))
                .wrapped("Instances", "Instance", items);
    }

    private static Tree instance(InstanceDescription i, CloudInspection cloud) {
        List<Object> interfaces = new ArrayList<>();
        i.interfaces()
                .forEach(id -> cloud.eni(id)
                        .ifPresent(eni -> interfaces.add(new Tree()
                                .with("NetworkInterfaceId", id.value())
                                .with("Type", eni.type().wire())
                                .with("MacAddress", eni.mac())
                                .with("PrimaryIpAddress", eni.primaryIpv4())
                                .wrapped("PrivateIpSets", "PrivateIpSet", EniJson.privateIps(eni, Map.of()))
                                .wrapped("Ipv6Sets", "Ipv6Set", EniJson.each("Ipv6Address", eni.ipv6()))
                                .wrapped(
                                        "Ipv4PrefixSets",
                                        "Ipv4PrefixSet",
                                        EniJson.each("Ipv4Prefix", eni.ipv4Prefixes()))
                                .wrapped(
                                        "Ipv6PrefixSets",
                                        "Ipv6PrefixSet",
                                        EniJson.each("Ipv6Prefix", eni.ipv6Prefixes()))
                                .map())));
        return new Tree()
                .with("InstanceId", i.id().value())
                .with("InstanceType", i.instanceType())
                .with("ZoneId", i.zone().value())
                .with("Status", i.running() ? "Running" : "Stopped")
                .with("VpcAttributes", new Tree().with("VpcId", i.vpc().value()))
                .wrapped("NetworkInterfaces", "NetworkInterface", interfaces);
    }

    static Tree instanceTypes(Parameters p, Visit visit) {
        List<String> types = p.list("InstanceTypes", 10);
        visit.serve(new CloudOp.DescribeInstanceTypes(types, null), CloudReply.InstanceTypePage.class);
        List<InstanceTypeLimits> all = visit.cloud().inspect().instanceTypes().stream()
                .filter(type -> types.isEmpty() || types.contains(type.instanceType()))
                .toList();
        int from = Pages.offset(p);
        List<Object> items = new ArrayList<>();
        int size = Math.min(p.number("MaxResults", 1, 1_600).orElse(MAX_IDS), MAX_IDS);
        Pages.slice(all, from, size).forEach(type -> items.add(type(type).map()));
        return new Tree()
                .with("NextToken", Pages.next(from + items.size(), all.size()))
                .wrapped("InstanceTypes", "InstanceType", items);
    }

    private static Tree type(InstanceTypeLimits type) {
        Tree tree = new Tree()
                .with("InstanceTypeId", type.instanceType())
                .with("InstanceTypeFamily", type.instanceType().replaceAll("\\.[^.]*$", ""))
                .with("EniQuantity", type.eniQuantity())
                .with("EniTotalQuantity", type.eniTotalQuantity())
                .with("EniTrunkSupported", type.trunkSupported())
                .with("EniPrivateIpAddressQuantity", type.ipv4PerEni())
                .with("EniIpv6AddressQuantity", type.ipv6PerEni())
                .with("EriQuantity", type.eriQuantity())
                .with("NetworkCardQuantity", Math.max(1, type.networkCards().size()));
        List<Object> cards = new ArrayList<>();
        type.networkCards()
                .forEach(card ->
                        cards.add(new Tree().with("NetworkCardIndex", card).map()));
        return cards.isEmpty() ? tree : tree.wrapped("NetworkCards", "NetworkCardInfo", cards);
    }

    private static int size(Parameters p) {
        return p.number("MaxResults", 1, MAX_IDS)
                .or(() -> p.number("PageSize", 1, MAX_IDS))
                .orElse(10);
    }
}
