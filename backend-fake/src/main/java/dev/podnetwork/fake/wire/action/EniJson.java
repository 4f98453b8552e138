package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an interface is written (spec: openapi-wire §7.2, §7.6). */
final class EniJson {
    private static final String OWNER = "1000000000000000";

    private EniJson() {}

    /** One element of {@code NetworkInterfaceSet}. */
    static Tree described(EniDescription eni, Visit visit) {
        EniAttachment at = eni.attachment();
        Map<String, EipDescription> eips = visit.cloud().inspect().eipsOf(eni.id());
        return common(eni, visit.extras(), eips)
                .with("AssociatedPublicIp", publicIp(eips.get(eni.primaryIpv4())))
                .with("InstanceId", at == null ? "" : at.instance().value())
                .with("CreationTime", time(eni.createdAt()))
                .with("Attachment", attachment(at));
    }

    /** The answer to a create. */
    static Tree created(EniDescription eni, WireExtras extras) {
        return common(eni, extras, Map.of());
    }

    private static Tree common(EniDescription eni, WireExtras extras, Map<String, EipDescription> eips) {
        WireExtras.Note note = extras.of(eni.id());
        return new Tree()
                .with("NetworkInterfaceId", eni.id().value())
                .with("NetworkInterfaceName", note.name())
                .with("Description", note.description())
                .with("Type", eni.type().wire())
                .with("Status", eni.status().wire())
                .with("MacAddress", eni.mac())
                .with("VpcId", eni.vpc().value())
                .with("VSwitchId", eni.vSwitch().value())
                .with("ZoneId", eni.zone().value())
                .with("PrivateIpAddress", eni.primaryIpv4())
                .with("NetworkInterfaceTrafficMode", eni.trafficMode().wire())
                .with("SourceDestCheck", note.sourceDestCheck())
                .with("ServiceManaged", false)
                .with("OwnerId", OWNER)
                .with("ResourceGroupId", eni.resourceGroupId() == null ? "" : eni.resourceGroupId())
                .wrapped("SecurityGroupIds", "SecurityGroupId", texts(eni.securityGroups()))
                .wrapped("PrivateIpSets", "PrivateIpSet", privateIps(eni, eips))
                .wrapped("Ipv6Sets", "Ipv6Set", each("Ipv6Address", eni.ipv6()))
                .wrapped("Ipv4PrefixSets", "Ipv4PrefixSet", each("Ipv4Prefix", eni.ipv4Prefixes()))
                .wrapped("Ipv6PrefixSets", "Ipv6PrefixSet", each("Ipv6Prefix", eni.ipv6Prefixes()))
                .wrapped("Tags", "Tag", tags(eni.tags()));
    }

    private static Map<String, Object> attachment(@Nullable EniAttachment at) {
        Tree tree = new Tree();
        if (at != null) {
            tree.with("InstanceId", at.instance().value())
                    .with(
                            "TrunkNetworkInterfaceId",
                            at.trunk() == null ? "" : at.trunk().value())
                    .with("DeviceIndex", at.deviceIndex())
                    .with("NetworkCardIndex", at.networkCardIndex());
        }
        return tree.map();
    }

    private static Tree publicIp(@Nullable EipDescription eip) {
        return eip == null
                ? new Tree()
                : new Tree().with("AllocationId", eip.id().value()).with("PublicIpAddress", eip.address());
    }

    static List<Map<String, Object>> privateIps(EniDescription eni, Map<String, EipDescription> eips) {
        List<Map<String, Object>> sets = new ArrayList<>(eni.ipv4().size());
        for (String address : eni.ipv4()) {
            sets.add(new Tree()
                    .with("PrivateIpAddress", address)
                    .with("Primary", sets.isEmpty())
                    .with("AssociatedPublicIp", eips.containsKey(address) ? publicIp(eips.get(address)) : null)
                    .map());
        }
        return sets;
    }

    static List<Map<String, Object>> each(String name, List<String> values) {
        List<Map<String, Object>> sets = new ArrayList<>(values.size());
        values.forEach(value -> sets.add(new Tree().with(name, value).map()));
        return sets;
    }

    static List<Map<String, Object>> tags(Map<String, String> tags) {
        List<Map<String, Object>> list = new ArrayList<>(tags.size());
        tags.forEach((key, value) ->
                list.add(new Tree().with("TagKey", key).with("TagValue", value).map()));
        return list;
    }

    static List<String> texts(List<?> ids) {
        return ids.stream().map(Object::toString).toList();
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
