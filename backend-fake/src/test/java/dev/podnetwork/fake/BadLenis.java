package dev.podnetwork.fake;

import static dev.podnetwork.fake.BadBackends.asking;
import static dev.podnetwork.fake.BadBackends.replying;
import static dev.podnetwork.fake.BadBackends.wrap;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.spi.CloudNetwork;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Backends that get Lingjun interfaces wrong, each in one way. */
final class BadLenis {
    private BadLenis() {}

    static void add(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        int[] made = {0};
        all.put(
                "creates Lingjun interfaces with a token of its own",
                asking(op -> op instanceof LeniOp.CreateLeni c
                        ? new LeniOp.CreateLeni(
                                c.zone(),
                                c.vSwitch(),
                                c.vpc(),
                                c.securityGroup(),
                                c.node(),
                                c.tags(),
                                "leni-own-" + made[0]++)
                        : op));
        all.put("reads Available as unattached", replying((op, reply) -> turned(reply)));
        all.put(
                "takes a refusal inside a success for a success",
                replying((op, reply) -> op instanceof LeniOp
                                && op.mutating()
                                && reply instanceof CloudReply.Failed failed
                                && failed.fault().code().matches("[0-9]+")
                        ? CloudReply.Accepted.INSTANCE
                        : reply));
        all.put(
                "lists Lingjun interfaces whatever their tags",
                asking(op -> op instanceof LeniOp.DescribeLenis d
                        ? new LeniOp.DescribeLenis(d.leni(), d.node(), d.vSwitch(), Map.of(), d.pageNumber())
                        : op));
        all.put(
                "lists Lingjun interfaces whatever their vSwitch",
                asking(op -> op instanceof LeniOp.DescribeLenis d
                        ? new LeniOp.DescribeLenis(d.leni(), d.node(), null, d.tags(), d.pageNumber())
                        : op));
        all.put("takes a Lingjun detach and does nothing", doingNothing(LeniOp.DetachLeni.class));
        all.put("leaves handles where they are", doingNothing(LeniOp.UnassignLeniAddress.class));
        all.put(
                "gives Lingjun faults the scope of the account",
                replying((op, reply) -> op instanceof LeniOp && reply instanceof CloudReply.Failed failed
                        ? new CloudReply.Failed(CloudFault.of(
                                failed.fault().kind(),
                                CloudFault.Scope.ACCOUNT,
                                failed.fault().code(),
                                failed.fault().message()))
                        : reply));
    }

    private static Function<CloudNetwork, CloudNetwork> doingNothing(Class<? extends CloudOp> which) {
        return good -> wrap(
                good,
                op -> which.isInstance(op)
                        ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                        : good.call(op));
    }

    private static CloudReply turned(CloudReply reply) {
        return reply instanceof CloudReply.LeniPage page
                ? new CloudReply.LeniPage(
                        page.lenis().stream().map(BadLenis::turned).toList(), page.totalCount(), page.cloudTime())
                : reply;
    }

    private static LeniDescription turned(LeniDescription e) {
        LeniStatus status = e.status() == LeniStatus.AVAILABLE
                ? LeniStatus.UNATTACHED
                : e.status() == LeniStatus.UNATTACHED ? LeniStatus.AVAILABLE : e.status();
        return new LeniDescription(
                e.id(),
                e.custom(),
                status,
                e.node(),
                e.vpc(),
                e.vSwitch(),
                e.zone(),
                e.securityGroup(),
                e.ipv4(),
                e.mac(),
                e.tags(),
                e.createdAt());
    }
}
