package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.fake.state.NamedAddresses;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/** The ECS actions that change interfaces (spec: openapi-wire §7.2–§7.5, §7.14). */
final class EniActions {
    private static final int MAX_GROUPS = 16;
    private static final int MAX_NAMED = 100;
    private static final int MAX_RESOURCES = 50;

    private EniActions() {}

    static Tree create(Parameters p, Visit visit) {
        CloudOp.CreateEni op = new CloudOp.CreateEni(
                VSwitchId.of(id(p, "VSwitchId")),
                groups(p),
                counts(p),
                type(p),
                p.flag("DeleteOnRelease", true),
                p.text("ResourceGroupId").orElse(null),
                trafficMode(p),
                p.tags(),
                p.text("ClientToken").orElse(visit.requestId()));
        WireExtras.Note note = new WireExtras.Note(
                words(p, "NetworkInterfaceName", 128), words(p, "Description", 256), p.flag("SourceDestCheck", false));
        EniDescription eni =
                visit.serve(op, named(p), CloudReply.EniCreated.class).eni();
        visit.extras().putIfAbsent(eni.id(), note);
        return EniJson.created(eni, visit.extras());
    }

    private static NamedAddresses named(Parameters p) {
        return new NamedAddresses(
                p.text("PrimaryIpAddress").orElse(null),
                p.list("PrivateIpAddress", MAX_NAMED),
                p.list("Ipv6Address", MAX_NAMED),
                p.list("Ipv4Prefix", MAX_NAMED),
                p.list("Ipv6Prefix", MAX_NAMED));
    }

    private static AddressCounts counts(Parameters p) {
        return new AddressCounts(
                p.number("SecondaryPrivateIpAddressCount", 0, AddressCounts.MAX_SECONDARY)
                        .orElse(0),
                p.number("Ipv6AddressCount", 0, AddressRequest.MAX_PER_CALL).orElse(0),
                p.number("Ipv4PrefixCount", 0, AddressRequest.MAX_PER_CALL).orElse(0),
                p.number("Ipv6PrefixCount", 0, AddressRequest.MAX_PER_CALL).orElse(0));
    }

    private static EniType type(Parameters p) {
        return switch (p.text("InstanceType").orElse("Secondary")) {
            case "Secondary" -> EniType.SECONDARY;
            case "Trunk" -> EniType.TRUNK;
            default -> throw Refusal.invalid("InstanceType", "give Secondary or Trunk.");
        };
    }

    private static List<SecurityGroupId> groups(Parameters p) {
        List<String> ids = new ArrayList<>(p.list("SecurityGroupIds", MAX_GROUPS));
        p.text("SecurityGroupId").ifPresent(one -> {
            if (!ids.isEmpty()) {
                throw new Refusal(
                        400, "InvalidParameter.Conflict", "Give SecurityGroupId or SecurityGroupIds.N, not both.");
            }
            ids.add(one);
        });
        if (ids.isEmpty()) {
            throw Refusal.missing("SecurityGroupIds");
        }
        return ids.stream()
                .map(id -> SecurityGroupId.of(notBlank("SecurityGroupIds", id)))
                .toList();
    }

    private static TrafficMode trafficMode(Parameters p) {
        String name = p.text("NetworkInterfaceTrafficMode").orElse("Standard");
        for (TrafficMode mode : TrafficMode.values()) {
            if (mode.wire().equals(name)) {
                return mode;
            }
        }
        throw Refusal.invalid("NetworkInterfaceTrafficMode", "give Standard or HighPerformance.");
    }

    private static String words(Parameters p, String name, int max) {
        String text = p.text(name).orElse("");
        String lower = text.toLowerCase(Locale.ROOT);
        boolean link = lower.startsWith("http://") || lower.startsWith("https://");
        if (!text.isEmpty() && (text.length() < 2 || text.length() > max || link)) {
            throw Refusal.invalid(name, "give 2 to " + max + " characters that do not begin a link.");
        }
        return text;
    }

    static Tree attach(Parameters p, Visit visit) {
        CloudOp.AttachEni op = new CloudOp.AttachEni(
                EniId.of(id(p, "NetworkInterfaceId")),
                InstanceId.of(id(p, "InstanceId")),
                p.text("TrunkNetworkInstanceId")
                        .map(text -> EniId.of(notBlank("TrunkNetworkInstanceId", text)))
                        .orElse(null),
                p.number("NetworkCardIndex", 0, 64).orElse(null));
        return accepted(op, op.eni(), visit, eni -> isAttached(eni, op));
    }

    /** Does it, or takes it for a repetition where that is allowed. */
    private static Tree accepted(CloudOp op, EniId id, Visit visit, Predicate<EniDescription> isSo) {
        try {
            visit.serve(op, CloudReply.Accepted.class);
        } catch (Refusal refusal) {
            boolean state = refusal.fault().code().equals("InvalidOperation.InvalidEniState");
            boolean repeated = visit.cloud().inspect().eni(id).filter(isSo).isPresent();
            if (!state || !repeated || !visit.extras().takesRepeats()) {
                throw refusal;
            }
        }
        return new Tree();
    }

    /** Whether the interface is attached as asked already, or on its way there. */
    private static boolean isAttached(EniDescription eni, CloudOp.AttachEni op) {
        EniAttachment at = eni.attachment();
        return at != null
                && (eni.status() == EniStatus.ATTACHING || eni.status() == EniStatus.IN_USE)
                && at.instance().equals(op.instance())
                && Objects.equals(at.trunk(), op.trunk());
    }

    static Tree detach(Parameters p, Visit visit) {
        CloudOp.DetachEni op = new CloudOp.DetachEni(
                EniId.of(id(p, "NetworkInterfaceId")),
                InstanceId.of(id(p, "InstanceId")),
                p.text("TrunkNetworkInstanceId")
                        .map(text -> EniId.of(notBlank("TrunkNetworkInstanceId", text)))
                        .orElse(null));
        return accepted(op, op.eni(), visit, eni -> eni.status() == EniStatus.AVAILABLE);
    }

    static Tree delete(Parameters p, Visit visit) {
        visit.serve(new CloudOp.DeleteEni(EniId.of(id(p, "NetworkInterfaceId"))), CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree modify(Parameters p, Visit visit) {
        EniId id = EniId.of(id(p, "NetworkInterfaceId"));
        List<SecurityGroupId> groups = p.list("SecurityGroupId", MAX_GROUPS).stream()
                .map(group -> SecurityGroupId.of(notBlank("SecurityGroupId", group)))
                .toList();
        String name = words(p, "NetworkInterfaceName", 128);
        String description = words(p, "Description", 255);
        if (groups.isEmpty()) {
            groups = one(id, visit).securityGroups();
        }
        visit.serve(new CloudOp.ModifyEni(id, groups), CloudReply.Accepted.class);
        visit.extras().write(id, name, description, p.text("SourceDestCheck").map(Boolean::valueOf));
        return new Tree();
    }

    private static EniDescription one(EniId id, Visit visit) {
        return visit.cloud()
                .inspect()
                .eni(id)
                .orElseThrow(() -> new Refusal(
                        404, "InvalidEniId.NotFound", "The specified NetworkInterfaceId does not exist: " + id));
    }

    static Tree tag(Parameters p, Visit visit) {
        List<EniId> ids = resources(p);
        if (ids.isEmpty()) {
            throw Refusal.missing("ResourceId");
        }
        if (p.tags().isEmpty()) {
            throw Refusal.missing("Tag");
        }
        visit.serve(new CloudOp.TagEnis(ids, p.tags()), CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree listTags(Parameters p, Visit visit) {
        CloudOp op =
                new CloudOp.ListTags(resources(p), p.tags(), p.text("NextToken").orElse(null));
        CloudReply.TagPage page = visit.serve(op, CloudReply.TagPage.class);
        List<Object> entries = new ArrayList<>();
        page.tags()
                .forEach((id, tags) -> tags.forEach((key, value) -> entries.add(new Tree()
                        .with("ResourceId", id.value())
                        .with("ResourceType", "eni")
                        .with("TagKey", key)
                        .with("TagValue", value)
                        .map())));
        return new Tree()
                .with("NextToken", page.nextToken() == null ? "" : page.nextToken())
                .wrapped("TagResources", "TagResource", entries);
    }

    private static List<EniId> resources(Parameters p) {
        String type = p.required("ResourceType");
        if (!type.equals("eni")) {
            throw new Refusal(
                    400,
                    "InvalidResourceType.NotFound",
                    "This fake cloud tags resources of type eni, not " + type + ".");
        }
        return enis(p, "ResourceId", MAX_RESOURCES);
    }

    static List<EniId> enis(Parameters p, String name, int max) {
        return p.list(name, max).stream()
                .map(id -> EniId.of(notBlank(name, id)))
                .toList();
    }

    static String id(Parameters p, String name) {
        return notBlank(name, p.required(name));
    }

    static String notBlank(String name, String id) {
        if (id.isBlank()) {
            throw Refusal.invalid(name, "an id is not blank.");
        }
        return id;
    }

    /** The one interface, or the cloud's 404. */
    static Tree attribute(Parameters p, Visit visit) {
        EniId id = EniId.of(id(p, "NetworkInterfaceId"));
        CloudOp op = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, 10);
        List<EniDescription> found = visit.serve(op, CloudReply.EniPage.class).enis();
        if (found.isEmpty()) {
            throw new Refusal(404, "InvalidEniId.NotFound", "The specified NetworkInterfaceId does not exist: " + id);
        }
        return EniJson.described(found.get(0), visit);
    }
}
