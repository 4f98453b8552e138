package dev.podnetwork.core.runtime;

import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import java.util.List;

/** Replies about Lingjun interfaces in the words of ordinary ones, so that one machine drives both. Stateless. */
final class Likeness {
    private Likeness() {}

    /** The reply to a read as a page of interfaces; any other reply is itself. */
    static CloudReply of(CloudOp op, CloudReply reply) {
        if (!(op instanceof LeniOp.DescribeLenis asked && reply instanceof CloudReply.LeniPage page)) {
            return reply;
        }
        List<EniDescription> like = page.lenis().stream()
                .map(each -> each.likeEni(page.cloudTime()))
                .toList();
        boolean last = page.lenis().isEmpty()
                || (long) asked.pageNumber() * LeniOp.DescribeLenis.PAGE_SIZE >= page.totalCount();
        return new CloudReply.EniPage(like, last ? null : Integer.toString(asked.pageNumber() + 1), page.cloudTime());
    }

    /** What a create has begun to make: on its way to its node, of an address that the cloud tells later. */
    static EniDescription made(LeniOp.CreateLeni op, CloudReply.LeniCreated made, VpcId vpc) {
        return new LeniDescription(
                        made.leni(),
                        true,
                        LeniStatus.EXECUTING,
                        op.node(),
                        vpc,
                        op.vSwitch(),
                        op.zone(),
                        op.securityGroup(),
                        "",
                        "",
                        op.tags(),
                        made.cloudTime())
                .likeEni(made.cloudTime());
    }

    static CloudFault unexpected(CloudReply reply) {
        return CloudFault.of(
                CloudFault.Kind.OUTCOME_UNKNOWN,
                CloudFault.Scope.ACCOUNT,
                "UnexpectedReply",
                "the backend answered with " + reply.getClass().getSimpleName());
    }
}
