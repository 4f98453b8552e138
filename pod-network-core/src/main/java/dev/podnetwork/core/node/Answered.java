package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.core.runtime.CloudCalls;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Who hears of a cloud call, in two functions. */
final class Answered {
    private Answered() {}

    static CloudCalls.Caller by(BiConsumer<CloudReply, Long> answered, Consumer<String> dropped) {
        return new CloudCalls.Caller() {
            @Override
            public void answered(CloudReply reply, long sentAt) {
                answered.accept(reply, sentAt);
            }

            @Override
            public void dropped(String reason) {
                dropped.accept(reason);
            }
        };
    }

    /** Why a reply is not the one that was hoped for. */
    static CloudFault faultOf(CloudReply reply) {
        if (reply instanceof CloudReply.Failed failed) {
            return failed.fault();
        }
        String text = "an answer of another kind: " + reply.getClass().getSimpleName();
        return CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "Unexpected", text);
    }
}
