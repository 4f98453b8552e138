package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.SecurityGroupDescription;
import dev.podnetwork.spi.CloudNetwork;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Backends that each do one thing wrong, as people get it wrong; made of a good one. */
final class BadBackends {
    private BadBackends() {}

    /** A mistake by its name. */
    static Map<String, Function<CloudNetwork, CloudNetwork>> all() {
        Map<String, Function<CloudNetwork, CloudNetwork>> all = new LinkedHashMap<>();
        tokens(all);
        faults(all);
        interfaces(all);
        pages(all);
        effects(all);
        facts(all);
        BadAddresses.add(all);
        BadEips.add(all);
        BadLenis.add(all);
        BadMetadata.add(all);
        return all;
    }

    private static void tokens(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        int[] made = {0};
        all.put(
                "makes a client token of its own for every call",
                asking(op -> op instanceof CloudOp.CreateEni create ? withToken(create, "mine-" + made[0]++) : op));
        all.put("answers a token's first interface whatever the parameters", good -> {
            Map<String, CloudReply> first = new HashMap<>();
            return wrap(
                    good,
                    op -> good.call(op).thenApply(reply -> {
                        if (!(op instanceof CloudOp.CreateEni create)) {
                            return reply;
                        }
                        first.putIfAbsent(create.clientToken(), reply);
                        return first.get(create.clientToken());
                    }));
        });
    }

    private static void faults(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "throws for what the cloud refuses",
                good -> wrap(
                        good,
                        op -> good.call(op).thenApply(reply -> {
                            if (reply instanceof CloudReply.Failed failed) {
                                throw new IllegalStateException(failed.fault().code());
                            }
                            return reply;
                        })));
        all.put(
                "gives every fault the scope of the account",
                replying((op, reply) -> refault(
                        reply,
                        fault ->
                                CloudFault.of(fault.kind(), CloudFault.Scope.ACCOUNT, fault.code(), fault.message()))));
        all.put(
                "calls a wrong state a wrong request",
                replying((op, reply) -> refault(
                        reply,
                        fault -> fault.kind() == CloudFault.Kind.CONFLICT
                                ? as(CloudFault.Kind.INVALID_REQUEST, fault)
                                : fault)));
        all.put(
                "calls everything unavailable",
                replying((op, reply) -> refault(reply, fault -> as(CloudFault.Kind.UNAVAILABLE, fault))));
        all.put(
                "hides that what is to be deleted is gone",
                replying((op, reply) -> op instanceof CloudOp.DeleteEni && reply instanceof CloudReply.Failed
                        ? CloudReply.Accepted.INSTANCE
                        : reply));
    }

    private static void interfaces(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "forgets the trunk of members",
                describing(
                        eni -> attachedTo(eni, at -> new EniAttachment(at.instance(), null, at.deviceIndex(), null))));
        all.put(
                "gives all members one VLAN",
                describing(eni -> attachedTo(eni, at -> new EniAttachment(at.instance(), at.trunk(), 100, null))));
        all.put("shows where an interface was after it left", good -> {
            Map<EniId, EniAttachment> was = new HashMap<>();
            return describing(eni -> {
                        EniAttachment at = eni.attachment();
                        if (at != null) {
                            was.put(eni.id(), at);
                        }
                        return attached(eni, was.get(eni.id()));
                    })
                    .apply(good);
        });
        all.put(
                "says InUse as soon as the attach was taken",
                describing(eni -> eni.status() == EniStatus.AVAILABLE ? inStatus(eni, EniStatus.IN_USE) : eni));
        all.put(
                "calls members secondary",
                describing(eni -> eni.type() == EniType.MEMBER ? ofType(eni, EniType.SECONDARY) : eni));
    }

    private static void pages(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "reads the first page only",
                replying((op, reply) -> reply instanceof CloudReply.EniPage page
                        ? new CloudReply.EniPage(page.enis(), null, page.cloudTime())
                        : reply));
        all.put(
                "leaves the last of a page out",
                replying((op, reply) -> reply instanceof CloudReply.EniPage page
                                && page.enis().size() > 1
                        ? new CloudReply.EniPage(
                                page.enis().subList(0, page.enis().size() - 1), page.nextToken(), page.cloudTime())
                        : reply));
        all.put(
                "does not filter by tag",
                asking(op -> op instanceof CloudOp.DescribeEnis d
                        ? new CloudOp.DescribeEnis(untagged(d.filter()), d.nextToken(), d.maxResults())
                        : op));
        all.put(
                "fails for an interface that does not exist",
                replying((op, reply) -> reply instanceof CloudReply.EniPage page
                                && page.enis().isEmpty()
                        ? new CloudReply.Failed(CloudFault.of(
                                CloudFault.Kind.NOT_FOUND, CloudFault.Scope.ENI, "InvalidEniId.NotFound", "none"))
                        : reply));
    }

    private static void effects(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "takes an attach and does nothing",
                good -> wrap(
                        good,
                        op -> op instanceof CloudOp.AttachEni
                                ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                                : good.call(op)));
        all.put(
                "takes a delete and does nothing",
                good -> wrap(
                        good,
                        op -> op instanceof CloudOp.DeleteEni
                                ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                                : good.call(op)));
        all.put(
                "does not tag",
                good -> wrap(
                        good,
                        op -> op instanceof CloudOp.TagEnis
                                ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                                : good.call(op)));
        all.put("goes on when it is closed", good -> new CloudNetwork() {
            @Override
            public CompletionStage<CloudReply> call(CloudOp op) {
                return good.call(op);
            }
        });
    }

    private static void facts(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "counts the vSwitches of a page only",
                replying((op, reply) -> reply instanceof CloudReply.VSwitchPage page
                        ? new CloudReply.VSwitchPage(
                                page.vSwitches(), page.vSwitches().size() + 1)
                        : reply));
        all.put(
                "describes groups that do not exist",
                replying((op, reply) -> op instanceof CloudOp.DescribeSecurityGroups d
                        ? new CloudReply.SecurityGroupPage(d.ids().stream()
                                .map((SecurityGroupId id) -> new SecurityGroupDescription(id, VpcId.of("vpc-1")))
                                .toList())
                        : reply));
        all.put(
                "knows no members of a type",
                replying((op, reply) -> reply instanceof CloudReply.InstanceTypePage page
                        ? new CloudReply.InstanceTypePage(
                                page.types().stream()
                                        .map(t -> new InstanceTypeLimits(
                                                t.instanceType(),
                                                t.eniQuantity(),
                                                0,
                                                t.ipv4PerEni(),
                                                t.ipv6PerEni(),
                                                true,
                                                0))
                                        .toList(),
                                null)
                        : reply));
    }

    static Function<CloudNetwork, CloudNetwork> asking(UnaryOperator<CloudOp> change) {
        return good -> wrap(good, op -> good.call(change.apply(op)));
    }

    interface Rewrite {
        CloudReply of(CloudOp op, CloudReply reply);
    }

    static Function<CloudNetwork, CloudNetwork> replying(Rewrite rewrite) {
        return good -> wrap(good, op -> good.call(op).thenApply(reply -> rewrite.of(op, reply)));
    }

    static Function<CloudNetwork, CloudNetwork> describing(UnaryOperator<EniDescription> change) {
        return replying((op, reply) -> reply instanceof CloudReply.EniPage page
                ? new CloudReply.EniPage(page.enis().stream().map(change).toList(), page.nextToken(), page.cloudTime())
                : reply);
    }

    static CloudNetwork wrap(CloudNetwork good, Function<CloudOp, CompletionStage<CloudReply>> call) {
        return new CloudNetwork() {
            @Override
            public CompletionStage<CloudReply> call(CloudOp op) {
                return call.apply(op);
            }

            @Override
            public void close() {
                good.close();
            }
        };
    }

    private static CloudReply refault(CloudReply reply, UnaryOperator<CloudFault> change) {
        return reply instanceof CloudReply.Failed failed ? new CloudReply.Failed(change.apply(failed.fault())) : reply;
    }

    private static CloudFault as(CloudFault.Kind kind, CloudFault fault) {
        return CloudFault.of(kind, fault.scope(), fault.code(), fault.message());
    }

    private static CloudOp withToken(CloudOp.CreateEni op, String token) {
        return new CloudOp.CreateEni(
                op.vSwitch(),
                op.securityGroups(),
                op.addresses(),
                op.type(),
                op.deleteOnRelease(),
                op.resourceGroupId(),
                op.trafficMode(),
                op.tags(),
                token);
    }

    private static EniFilter untagged(EniFilter f) {
        return new EniFilter(f.ids(), f.instance(), f.type(), f.status(), f.vpc(), f.vSwitch(), Map.of());
    }

    private static EniDescription attachedTo(EniDescription eni, UnaryOperator<EniAttachment> change) {
        EniAttachment at = eni.attachment();
        return at == null || at.trunk() == null ? eni : attached(eni, change.apply(at));
    }

    private static EniDescription attached(EniDescription e, EniAttachment at) {
        return copy(e, e.type(), e.status(), at);
    }

    private static EniDescription inStatus(EniDescription e, EniStatus status) {
        return copy(e, e.type(), status, e.attachment());
    }

    private static EniDescription ofType(EniDescription e, EniType type) {
        return copy(e, type, e.status(), e.attachment());
    }

    private static EniDescription copy(EniDescription e, EniType type, EniStatus status, EniAttachment at) {
        return new EniDescription(
                e.id(),
                type,
                status,
                e.mac(),
                e.vpc(),
                e.vSwitch(),
                e.zone(),
                List.copyOf(e.securityGroups()),
                e.resourceGroupId(),
                e.ipv4(),
                e.ipv6(),
                e.ipv4Prefixes(),
                e.ipv6Prefixes(),
                e.trafficMode(),
                at,
                e.tags(),
                e.createdAt());
    }
}
