package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.fake.wire.gate.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The actions of eflo and eflo-controller (spec: openapi-wire §9). Those of eflo answer in an envelope with a {@code Code}. */
final class LeniActions {
    private static final int DEFAULT_PAGE = 20;

    private LeniActions() {}

    static Tree create(Parameters p, Visit visit) {
        InstanceId node = optional(p, "NodeId") == null ? null : InstanceId.of(EniActions.id(p, "NodeId"));
        LeniOp.CreateLeni op = new LeniOp.CreateLeni(
                ZoneId.of(EniActions.id(p, "ZoneId")),
                VSwitchId.of(EniActions.id(p, "VSwitchId")),
                node == null || optional(p, "VpcId") != null ? VpcId.of(EniActions.id(p, "VpcId")) : null,
                SecurityGroupId.of(EniActions.id(p, "SecurityGroupId")),
                node,
                p.tags(),
                token(p, visit));
        EniId id = visit.serve(op, CloudReply.LeniCreated.class).leni();
        visit.extras()
                .putIfAbsent(id, new WireExtras.Note("", p.text("Description").orElse(""), false));
        return envelope(new Tree()
                .with("ElasticNetworkInterfaceId", id.value())
                .with("NodeId", node == null ? "" : node.value()));
    }

    static Tree attach(Parameters p, Visit visit) {
        visit.serve(new LeniOp.AttachLeni(leni(p), node(p)), CloudReply.Accepted.class);
        return envelope(new Tree());
    }

    static Tree detach(Parameters p, Visit visit) {
        visit.serve(new LeniOp.DetachLeni(leni(p), node(p)), CloudReply.Accepted.class);
        return envelope(new Tree());
    }

    static Tree delete(Parameters p, Visit visit) {
        visit.serve(new LeniOp.DeleteLeni(leni(p), token(p, visit)), CloudReply.Accepted.class);
        return envelope(new Tree());
    }

    /** The group changes at once; the description is kept beside it. */
    static Tree update(Parameters p, Visit visit) {
        EniId id = leni(p);
        String group = optional(p, "SecurityGroupId");
        Visit.done(visit.cloud().updateLeni(id, group == null ? null : SecurityGroupId.of(group)));
        visit.extras().write(id, "", p.text("Description").orElse(""), Optional.empty());
        return envelope(new Tree());
    }

    static Tree list(Parameters p, Visit visit) {
        EniId one = optional(p, "ElasticNetworkInterfaceId") == null ? null : leni(p);
        InstanceId node = optional(p, "NodeId") == null ? null : node(p);
        List<LeniDescription> found = new ArrayList<>();
        int page = 1;
        CloudReply.LeniPage last;
        do {
            last = visit.serve(new LeniOp.DescribeLenis(one, node, page++), CloudReply.LeniPage.class);
            found.addAll(last.lenis());
        } while (found.size() < last.totalCount() && !last.lenis().isEmpty());
        found.removeIf(rest(p).negate());
        List<Object> data = new ArrayList<>();
        slice(found, p).forEach(leni -> data.add(describe(leni, p, visit).map()));
        return envelope(new Tree().with("Total", found.size()).with("Data", data));
    }

    private static Predicate<LeniDescription> rest(Parameters p) {
        return leni -> is(p, "VpcId", leni.vpc().value())
                && is(p, "VSwitchId", leni.vSwitch().value())
                && is(p, "ZoneId", leni.zone().value())
                && is(p, "Ip", leni.ipv4())
                && is(p, "Type", leni.custom() ? "CUSTOM" : "DEFAULT")
                && is(p, "Status", leni.status().wire())
                && leni.tags().entrySet().containsAll(p.tags().entrySet());
    }

    static boolean is(Parameters p, String name, String found) {
        return p.text(name).map(found::equals).orElse(true);
    }

    static Tree get(Parameters p, Visit visit) {
        EniId id = leni(p);
        List<LeniDescription> found = visit.serve(new LeniOp.DescribeLenis(id, null, 1), CloudReply.LeniPage.class)
                .lenis();
        if (found.isEmpty()) {
            // The product's own way to say so: any change of what is gone.
            visit.serve(new LeniOp.UnassignLeniAddress(id, "none", visit.requestId()), CloudReply.Accepted.class);
        }
        return envelope(describe(found.get(0), p, visit)
                .with("PrivateIpAddresses", LeniAddressActions.all(id, visit))
                .with("Ipv6Addresses", List.of())
                .with("EnableJumboFrame", true));
    }

    private static Tree describe(LeniDescription leni, Parameters p, Visit visit) {
        return new Tree()
                .with("ElasticNetworkInterfaceId", leni.id().value())
                .with("Type", leni.custom() ? "CUSTOM" : "DEFAULT")
                .with("Status", leni.status().wire())
                .with("NodeId", leni.node() == null ? "" : leni.node().value())
                .with("VpcId", leni.vpc().value())
                .with("VSwitchId", leni.vSwitch().value())
                .with("ZoneId", leni.zone().value())
                .with("RegionId", p.text("RegionId").orElse(""))
                .with(
                        "SecurityGroupId",
                        leni.securityGroup() == null ? "" : leni.securityGroup().value())
                .with("Ip", leni.ipv4())
                .with("Mac", leni.mac())
                .with("Description", visit.extras().of(leni.id()).description())
                .with("CreateTime", leni.createdAt() == null ? "" : EniJson.time(leni.createdAt()))
                .with("Tags", EniJson.tags(leni.tags()));
    }

    static Tree nodeInfo(Parameters p, Visit visit) {
        LingjunNode node = visit.serve(new LeniOp.DescribeLingjunNode(node(p)), CloudReply.LingjunNodeInfo.class)
                .node();
        return envelope(new Tree()
                .with("NodeId", node.id().value())
                .with("RegionId", p.text("RegionId").orElse(""))
                .with("ZoneId", node.zone().value())
                .with("VpcId", node.vpc().value())
                .with("VSwitches", EniJson.texts(node.vSwitches()))
                .with("LeniQuota", node.leniQuota())
                .with("LeniSipQuota", node.addressesPerLeni())
                .with("LniSipQuota", node.addressesPerLeni())
                .with("HdeniQuota", 0));
    }

    /** Of eflo-controller: no envelope. */
    static Tree node(Parameters p, Visit visit) {
        InstanceId id = node(p);
        String type = visit.serve(new LeniOp.DescribeTypeOfNode(id), CloudReply.LingjunTypeOfNode.class)
                .type();
        LingjunNode node = visit.serve(new LeniOp.DescribeLingjunNode(id), CloudReply.LingjunNodeInfo.class)
                .node();
        return new Tree()
                .with("NodeId", id.value())
                .with("ZoneId", node.zone().value())
                .with("NodeType", type)
                .with("MachineType", type)
                .with("OperatingState", "Using");
    }

    /** Of eflo-controller: no envelope. */
    static Tree nodeType(Parameters p, Visit visit) {
        LingjunNodeType type = visit.serve(
                        new LeniOp.DescribeNodeType(EniActions.id(p, "NodeType")), CloudReply.LingjunTypeLimits.class)
                .limits();
        return new Tree()
                .with("EniQuantity", type.eniQuantity())
                .with("EniPrivateIpAddressQuantity", type.ipv4PerEni())
                .with("EniIpv6AddressQuantity", type.ipv6PerEni())
                .with("EniHighDenseQuantity", type.highDensityEniQuantity());
    }

    static Tree envelope(Tree content) {
        return new Tree().with("Code", 0).with("Message", "success").with("Content", content);
    }

    static <T> List<T> slice(List<T> all, Parameters p) {
        int number = p.number("PageNumber", 1, 1_000_000).orElse(1);
        int size = p.number("PageSize", 1, LeniOp.DescribeLenis.PAGE_SIZE).orElse(DEFAULT_PAGE);
        return Pages.slice(all, (long) (number - 1) * size, size);
    }

    static @Nullable String optional(Parameters p, String name) {
        return p.text(name).filter(text -> !text.isBlank()).orElse(null);
    }

    static EniId leni(Parameters p) {
        return EniId.of(EniActions.id(p, "ElasticNetworkInterfaceId"));
    }

    private static InstanceId node(Parameters p) {
        return InstanceId.of(EniActions.id(p, "NodeId"));
    }

    static String token(Parameters p, Visit visit) {
        return p.text("ClientToken").orElse(visit.requestId());
    }
}
