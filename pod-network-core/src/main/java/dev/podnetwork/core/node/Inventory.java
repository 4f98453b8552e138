package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.core.cloud.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads all pages of a list of interfaces, or says why not. */
final class Inventory {
    private final NodeCore node;
    private final EniFilter filter;
    private final Priority priority;
    private final Consumer<List<EniDescription>> found;
    private final Consumer<CloudFault> failed;
    private final List<EniDescription> all = new ArrayList<>();

    /** When the first page was asked for: nothing in the answer is older. */
    private long askedAt = Long.MIN_VALUE;

    Inventory(
            NodeCore node,
            EniFilter filter,
            Priority priority,
            Consumer<List<EniDescription>> found,
            Consumer<CloudFault> failed) {
        this.node = node;
        this.filter = filter;
        this.priority = priority;
        this.found = found;
        this.failed = failed;
    }

    void read() {
        page(null);
    }

    long askedAt() {
        return askedAt;
    }

    private void page(@Nullable String token) {
        CloudOp op = new CloudOp.DescribeEnis(filter, token, CloudOp.DescribeEnis.MAX_PAGE);
        node.fleet.calls.call(op, priority, new NodeCaller(node, this::answered, () -> failed.accept(notSent())));
    }

    private void answered(CloudReply reply, long sentAt) {
        if (!(reply instanceof CloudReply.EniPage page)) {
            failed.accept(Answered.faultOf(reply));
            return;
        }
        askedAt = askedAt == Long.MIN_VALUE ? sentAt : askedAt;
        all.addAll(page.enis());
        if (page.nextToken() != null) {
            page(page.nextToken());
        } else {
            found.accept(all);
        }
    }

    private static CloudFault notSent() {
        return CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "Dropped", "it was not sent");
    }
}
