package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.Disturbance;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.state.Answer;
import dev.podnetwork.fake.state.NamedAddresses;
import dev.podnetwork.fake.wire.gate.Refusal;

/** One request at its desk: the cloud, and how long the work has taken. Not thread-safe. */
public final class Visit {
    private final FakeCloud cloud;
    private final WireExtras extras;
    private final String requestId;
    private final Disturbance disturbance;
    private long processingNanos;

    /** A visit to that cloud; {@code disturbance} goes with its call. */
    public Visit(FakeCloud cloud, WireExtras extras, String requestId, Disturbance disturbance) {
        this.cloud = cloud;
        this.extras = extras;
        this.requestId = requestId;
        this.disturbance = disturbance;
    }

    /** Asks the cloud and insists on that answer. */
    <T extends CloudReply> T serve(CloudOp op, Class<T> expected) {
        return serve(op, NamedAddresses.NONE, expected);
    }

    /** The same for a create that names addresses. */
    <T extends CloudReply> T serve(CloudOp op, NamedAddresses named, Class<T> expected) {
        FakeCloud.Served served = cloud.serve(op, named, disturbance);
        processingNanos += served.processingNanos();
        return expected.cast(done(served.answer()));
    }

    /** The reply of an answer that must not be a refusal. */
    static CloudReply done(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            throw new Refusal(refused.fault());
        }
        return ((Answer.Done) answer).reply();
    }

    FakeCloud cloud() {
        return cloud;
    }

    WireExtras extras() {
        return extras;
    }

    String requestId() {
        return requestId;
    }

    /** How long the cloud takes for this before it answers. */
    public long processingNanos() {
        return processingNanos;
    }
}
