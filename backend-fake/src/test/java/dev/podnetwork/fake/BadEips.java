package dev.podnetwork.fake;

import static dev.podnetwork.fake.BadBackends.asking;
import static dev.podnetwork.fake.BadBackends.replying;
import static dev.podnetwork.fake.BadBackends.wrap;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.api.cloud.EipStatus;
import dev.podnetwork.spi.CloudNetwork;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Backends that get EIPs wrong, each in one way. */
final class BadEips {
    private BadEips() {}

    static void add(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        int[] made = {0};
        all.put(
                "allocates with a token of its own",
                asking(op -> op instanceof EipOp.AllocateEip a
                        ? new EipOp.AllocateEip(a.spec(), "eip-own-" + made[0]++)
                        : op));
        all.put("takes a bind and does nothing", doingNothing(EipOp.AssociateEip.class));
        all.put("takes an unbind and does nothing", doingNothing(EipOp.UnassociateEip.class));
        all.put("takes a release and does nothing", doingNothing(EipOp.ReleaseEip.class));
        all.put("leaves an EIP as it is", doingNothing(EipOp.ModifyEip.class));
        all.put("leaves packages alone", doingNothing(EipOp.AddToBandwidthPackage.class));
        all.put(
                "pays by traffic whatever is ordered",
                asking(op -> op instanceof EipOp.AllocateEip a
                        ? new EipOp.AllocateEip(byTraffic(a.spec()), a.clientToken())
                        : op));
        all.put("describes EIPs without what they are bound to", describing(e -> copy(e, e.status(), false, true)));
        all.put("describes EIPs without tags", describing(e -> copy(e, e.status(), true, false)));
        all.put("knows no EIP on its way", describing(e -> copy(e, bare(e.status()), true, true)));
        all.put(
                "unbinds an EIP from wherever it is",
                replying((op, reply) -> op instanceof EipOp.UnassociateEip
                                && reply instanceof CloudReply.Failed failed
                                && failed.fault().kind() == CloudFault.Kind.INVALID_REQUEST
                        ? CloudReply.Accepted.INSTANCE
                        : reply));
    }

    private static Function<CloudNetwork, CloudNetwork> doingNothing(Class<? extends CloudOp> which) {
        return good -> wrap(
                good,
                op -> which.isInstance(op)
                        ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                        : good.call(op));
    }

    private static Function<CloudNetwork, CloudNetwork> describing(UnaryOperator<EipDescription> change) {
        return replying((op, reply) -> reply instanceof CloudReply.EipPage page
                ? new CloudReply.EipPage(page.eips().stream().map(change).toList(), page.totalCount(), page.cloudTime())
                : reply);
    }

    private static EipStatus bare(EipStatus status) {
        return status == EipStatus.IN_USE ? EipStatus.AVAILABLE : status;
    }

    private static EipSpec byTraffic(EipSpec s) {
        return new EipSpec(
                s.bandwidthMbps(), true, s.isp(), s.name(), s.description(), null, null, List.of(), s.tags());
    }

    private static EipDescription copy(EipDescription e, EipStatus status, boolean bound, boolean tagged) {
        return new EipDescription(
                e.id(),
                e.address(),
                status,
                bound ? e.binding() : null,
                e.bandwidthMbps(),
                e.payByTraffic(),
                e.isp(),
                e.name(),
                e.resourceGroupId(),
                e.bandwidthPackageId(),
                e.publicIpAddressPoolId(),
                tagged ? e.tags() : Map.of(),
                e.allocatedAt());
    }
}
