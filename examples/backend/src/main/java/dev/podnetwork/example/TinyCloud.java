package dev.podnetwork.example;

import dev.podnetwork.api.*;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.*;
import dev.podnetwork.api.cloud.CloudFault.*;
import dev.podnetwork.spi.CloudNetwork;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;
import org.jspecify.annotations.Nullable;

/** A whole cloud in two maps, in which everything happens at once. Thread-safe. */
public final class TinyCloud implements CloudNetwork {
    static final VpcId VPC = VpcId.of("vpc-1");
    static final VSwitchId VSWITCH = VSwitchId.of("vsw-1");
    static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");
    static final InstanceId HERE = InstanceId.of("i-1");
    static final InstanceId ELSEWHERE = InstanceId.of("i-2");
    static final EniId TRUNK = EniId.of("eni-9");
    private static final ZoneId ZONE = ZoneId.of("zone-a");
    private final Map<EniId, EniDescription> enis =
            new LinkedHashMap<>(Map.of(TRUNK, eni(TRUNK, new EniAttachment(HERE, null, 0, null), Map.of())));
    private final Map<String, Map.Entry<CloudOp.CreateEni, EniDescription>> intents = new HashMap<>();
    private boolean closed;
    private int number = 9;

    @Override
    public synchronized CompletionStage<CloudReply> call(CloudOp op) {
        return CompletableFuture.completedFuture(closed ? no(Kind.UNAVAILABLE, Scope.ACCOUNT, "closed") : answer(op));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private CloudReply answer(CloudOp op) {
        if (op instanceof CloudOp.CreateEni create) return create(create);
        if (op instanceof CloudOp.AttachEni attach) return attach(attach);
        if (op instanceof CloudOp.DetachEni detach) return move(detach.eni(), true, null);
        if (op instanceof CloudOp.DeleteEni delete) {
            CloudReply reply = move(delete.eni(), false, null);
            if (reply == CloudReply.Accepted.INSTANCE) enis.remove(delete.eni());
            return reply;
        }
        if (op instanceof CloudOp.TagEnis tag) {
            tag.enis()
                    .forEach(id -> enis.computeIfPresent(id, (key, e) -> {
                        Map<String, String> tags = new TreeMap<>(e.tags());
                        tags.putAll(tag.tags());
                        return eni(id, e.attachment(), tags);
                    }));
            return CloudReply.Accepted.INSTANCE;
        }
        return op instanceof CloudOp.DescribeEnis describe ? describe(describe) : facts(op);
    }

    private CloudReply create(CloudOp.CreateEni op) {
        if (!op.vSwitch().equals(VSWITCH)) return no(Kind.NOT_FOUND, Scope.VSWITCH, op.vSwitch());
        var made = intents.computeIfAbsent(op.clientToken(), token -> {
            EniDescription eni = eni(EniId.of("eni-" + ++number), null, op.tags());
            enis.put(eni.id(), eni);
            return Map.entry(op, eni);
        });
        return made.getKey().equals(op)
                ? new CloudReply.EniCreated(made.getValue(), Instant.EPOCH)
                : no(Kind.TOKEN_SPENT, Scope.ACCOUNT, op.clientToken());
    }

    private CloudReply attach(CloudOp.AttachEni op) {
        if (op.instance().equals(ELSEWHERE)) return no(Kind.INVALID_REQUEST, Scope.INSTANCE, "another zone");
        if (!op.instance().equals(HERE)) return no(Kind.NOT_FOUND, Scope.INSTANCE, op.instance());
        return move(op.eni(), false, new EniAttachment(HERE, op.trunk(), op.trunk() == null ? 0 : ++number, null));
    }

    private CloudReply move(EniId id, boolean mustBeAttached, @Nullable EniAttachment to) {
        EniDescription e = enis.get(id);
        if (e == null) return no(Kind.NOT_FOUND, Scope.ENI, id);
        if ((e.attachment() != null) != mustBeAttached) return no(Kind.CONFLICT, Scope.ENI, id);
        enis.put(id, eni(id, to, e.tags()));
        return CloudReply.Accepted.INSTANCE;
    }

    private CloudReply describe(CloudOp.DescribeEnis op) {
        var all = enis.values().stream().filter(e -> matches(e, op.filter())).toList();
        int from = op.nextToken() == null ? 0 : Integer.parseInt(op.nextToken());
        int to = Math.min(from + op.maxResults(), all.size());
        return new CloudReply.EniPage(all.subList(from, to), to < all.size() ? "" + to : null, Instant.EPOCH);
    }

    private static boolean matches(EniDescription e, EniFilter f) {
        EniAttachment at = e.attachment();
        return (f.ids().isEmpty() || f.ids().contains(e.id()))
                && (f.type() == null || f.type() == e.type())
                && (f.status() == null || f.status() == e.status())
                && (f.instance() == null || (at != null && f.instance().equals(at.instance())))
                && e.tags().entrySet().containsAll(f.tags().entrySet());
    }

    private CloudReply facts(CloudOp op) {
        if (op instanceof CloudOp.DescribeVSwitches d) {
            var ours = List.of(new VSwitchDescription(VSWITCH, VPC, ZONE, "10.0.0.0/24", null, 200));
            boolean asked = d.vSwitch() == null || d.vSwitch().equals(VSWITCH);
            return new CloudReply.VSwitchPage(asked ? ours : List.of(), asked ? 1 : 0);
        }
        if (op instanceof CloudOp.DescribeSecurityGroups d) {
            var ours = List.of(new SecurityGroupDescription(GROUP, VPC));
            return new CloudReply.SecurityGroupPage(d.ids().contains(GROUP) ? ours : List.of());
        }
        if (op instanceof CloudOp.DescribeInstances d) {
            if (d.ids().size() > 100) return no(Kind.INVALID_REQUEST, Scope.ACCOUNT, "more than 100 ids");
            var ours = List.of(new InstanceDescription(HERE, "tiny.large", VPC, ZONE, true, List.of(TRUNK)));
            return new CloudReply.InstancePage(d.ids().contains(HERE) ? ours : List.of());
        }
        if (op instanceof CloudOp.ListTags list) {
            Map<EniId, Map<String, String>> tags = new LinkedHashMap<>();
            enis.forEach((id, eni) -> tags.put(id, eni.tags()));
            tags.keySet().retainAll(list.enis());
            return new CloudReply.TagPage(tags, null);
        }
        if (!(op instanceof CloudOp.DescribeInstanceTypes)) return no(Kind.INVALID_REQUEST, Scope.ACCOUNT, op.api());
        return new CloudReply.InstanceTypePage(
                List.of(new InstanceTypeLimits("tiny.large", 8, 28, 10, 0, true, 0)), null);
    }

    private static EniDescription eni(EniId id, @Nullable EniAttachment at, Map<String, String> tags) {
        boolean member = at != null && at.trunk() != null;
        String n = id.value().substring("eni-".length());
        return new EniDescription(
                id,
                id.equals(TRUNK) ? EniType.TRUNK : member ? EniType.MEMBER : EniType.SECONDARY,
                at == null ? EniStatus.AVAILABLE : EniStatus.IN_USE,
                "00:16:3e:00:00:" + n,
                VPC,
                VSWITCH,
                ZONE,
                List.of(GROUP),
                null,
                List.of("10.0.0." + n),
                List.of(),
                at,
                tags,
                Instant.EPOCH);
    }

    private static CloudReply no(Kind kind, Scope scope, Object what) {
        return new CloudReply.Failed(CloudFault.of(kind, scope, kind.name(), "refused: " + what));
    }
}
