package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipBinding;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The VPC actions that change EIPs and shared bandwidth packages (spec: openapi-wire §8.3–§8.8). */
final class EipActions {
    private static final int MAX_RESOURCES = 50;

    private EipActions() {}

    static Tree allocate(Parameters p, Visit visit) {
        if (!p.text("InstanceChargeType").orElse("PostPaid").equals("PostPaid")) {
            throw new Refusal(400, "UnsupportedParameter", "This fake cloud sells EIPs PostPaid only.");
        }
        for (String name : List.of("IpAddress", "InstanceId", "Zone")) {
            if (p.text(name).isPresent()) {
                throw new Refusal(400, "UnsupportedParameter", "This fake cloud does not know " + name + " here.");
            }
        }
        String charge = p.text("InternetChargeType").orElse("PayByBandwidth");
        if (!charge.equals("PayByBandwidth") && !charge.equals("PayByTraffic")) {
            throw Refusal.invalid("InternetChargeType", "give PayByBandwidth or PayByTraffic.");
        }
        EipSpec spec = new EipSpec(
                p.number("Bandwidth", 1, 1_000).orElse(5),
                charge.equals("PayByTraffic"),
                p.text("ISP").orElse("BGP"),
                p.text("Name").orElse(null),
                p.text("Description").orElse(null),
                p.text("ResourceGroupId").orElse(null),
                p.text("PublicIpAddressPoolId").orElse(null),
                p.list("SecurityProtectionTypes", 10),
                p.tags());
        CloudReply.EipAllocated eip =
                visit.serve(new EipOp.AllocateEip(spec, token(p, visit)), CloudReply.EipAllocated.class);
        return new Tree()
                .with("AllocationId", eip.eip().value())
                .with("EipAddress", eip.address())
                .with("ResourceGroupId", spec.resourceGroupId() == null ? "" : spec.resourceGroupId());
    }

    static Tree associate(Parameters p, Visit visit) {
        EipId eip = eip(p, "AllocationId");
        EniId eni = EniId.of(EniActions.id(p, "InstanceId"));
        requireInterface(p, "EcsInstance");
        if (!p.text("Mode").orElse("NAT").equals("NAT")) {
            throw new Refusal(400, "UnsupportedParameter", "This fake cloud binds in mode NAT only.");
        }
        String privateIp = p.required("PrivateIpAddress");
        visit.serve(new EipOp.AssociateEip(eip, eni, privateIp, token(p, visit)), CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree unassociate(Parameters p, Visit visit) {
        EipId eip = eip(p, "AllocationId");
        requireInterface(p, EipBinding.NETWORK_INTERFACE);
        Bound bound = bound(eip, visit);
        EniId eni = EniId.of(p.text("InstanceId").filter(t -> !t.isBlank()).orElse(bound.eni()));
        String privateIp = p.text("PrivateIpAddress").orElse(bound.privateIp());
        visit.serve(new EipOp.UnassociateEip(eip, eni, privateIp, token(p, visit)), CloudReply.Accepted.class);
        return new Tree();
    }

    private record Bound(String eni, String privateIp) {}

    /** Where an EIP is bound: the wire lets callers name less than the port does. */
    private static Bound bound(EipId eip, Visit visit) {
        Optional<EipBinding> binding = visit.cloud().inspect().eips().stream()
                .filter(each -> each.id().equals(eip))
                .flatMap(each -> Optional.ofNullable(each.binding()).stream())
                .findFirst();
        if (binding.isEmpty()) {
            return new Bound("none", "none");
        }
        EniId eni = EniId.of(binding.get().instanceId());
        String address = "none";
        for (Map.Entry<String, EipDescription> each :
                visit.cloud().inspect().eipsOf(eni).entrySet()) {
            address = each.getValue().id().equals(eip) ? each.getKey() : address;
        }
        return new Bound(eni.value(), address);
    }

    private static void requireInterface(Parameters p, String otherwise) {
        String type = p.text("InstanceType").orElse(otherwise);
        if (!type.equals(EipBinding.NETWORK_INTERFACE)) {
            throw new Refusal(
                    400,
                    "InvalidInstanceType.ValueNotSupported",
                    "This fake cloud binds EIPs to NetworkInterface, not to " + type + ".");
        }
    }

    static Tree release(Parameters p, Visit visit) {
        visit.serve(new EipOp.ReleaseEip(eip(p, "AllocationId")), CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree modify(Parameters p, Visit visit) {
        CloudOp op = new EipOp.ModifyEip(
                eip(p, "AllocationId"),
                p.number("Bandwidth", 1, 1_000).orElse(null),
                p.text("Name").orElse(null),
                p.text("Description").orElse(null));
        visit.serve(op, CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree addToPackage(Parameters p, Visit visit) {
        if (!p.text("IpType").orElse("EIP").equals("EIP")) {
            throw Refusal.invalid("IpType", "give EIP.");
        }
        CloudOp op = new EipOp.AddToBandwidthPackage(
                EniActions.id(p, "BandwidthPackageId"), eip(p, "IpInstanceId"), token(p, visit));
        visit.serve(op, CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree removeFromPackage(Parameters p, Visit visit) {
        CloudOp op = new EipOp.RemoveFromBandwidthPackage(
                EniActions.id(p, "BandwidthPackageId"), eip(p, "IpInstanceId"), token(p, visit));
        visit.serve(op, CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree tag(Parameters p, Visit visit) {
        List<EipId> ids = resources(p);
        if (ids.isEmpty()) {
            throw Refusal.missing("ResourceId");
        }
        if (p.tags().isEmpty()) {
            throw Refusal.missing("Tag");
        }
        visit.serve(new EipOp.TagEips(ids, p.tags()), CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree listTags(Parameters p, Visit visit) {
        List<EipId> ids = resources(p);
        Map<String, String> wanted = p.tags();
        List<Object> entries = new ArrayList<>();
        for (EipDescription eip : visit.cloud().inspect().eips()) {
            if ((ids.isEmpty() || ids.contains(eip.id()))
                    && eip.tags().entrySet().containsAll(wanted.entrySet())) {
                eip.tags()
                        .forEach((key, value) -> entries.add(new Tree()
                                .with("ResourceId", eip.id().value())
                                .with("ResourceType", "EIP")
                                .with("TagKey", key)
                                .with("TagValue", value)
                                .map()));
            }
        }
        return new Tree().with("NextToken", "").wrapped("TagResources", "TagResource", entries);
    }

    private static List<EipId> resources(Parameters p) {
        String type = p.required("ResourceType");
        if (!type.equalsIgnoreCase("EIP")) {
            throw new Refusal(
                    400,
                    "InvalidResourceType.NotFound",
                    "This fake cloud tags resources of type EIP here, not " + type + ".");
        }
        return p.list("ResourceId", MAX_RESOURCES).stream()
                .map(id -> EipId.of(EniActions.notBlank("ResourceId", id)))
                .toList();
    }

    static EipId eip(Parameters p, String name) {
        return EipId.of(EniActions.id(p, name));
    }

    private static String token(Parameters p, Visit visit) {
        return p.text("ClientToken").orElse(visit.requestId());
    }
}
