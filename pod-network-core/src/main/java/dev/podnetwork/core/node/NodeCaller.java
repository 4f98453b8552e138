package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.core.runtime.CloudCalls;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A call of one node: not sent, and its answer not heard, once the node has stopped. */
record NodeCaller(NodeCore node, BiConsumer<CloudReply, Long> answer, Runnable notSent) implements CloudCalls.Caller {

    @Override
    public @Nullable String fence() {
        return node.stopped();
    }

    @Override
    public void answered(CloudReply reply, long sentAt) {
        if (node.stopped() == null) {
            answer.accept(reply, sentAt);
        }
    }

    @Override
    public void dropped(String reason) {
        if (node.stopped() == null) {
            notSent.run();
        }
    }
}
