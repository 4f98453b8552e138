package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.CloudReply;

/** What the cloud answers to a call: what was asked for, or a refusal in its own words. */
public sealed interface Answer {

    /**
     * The call did what was asked, or was taken for an asynchronous effect.
     *
     * @param reply never {@link CloudReply.Failed}
     */
    record Done(CloudReply reply) implements Answer {}

    /**
     * The call was refused and changed nothing.
     *
     * @param fault why
     */
    record Refused(WireFault fault) implements Answer {}

    /** The request was taken; its effect comes later. */
    static Answer accepted() {
        return new Done(CloudReply.Accepted.INSTANCE);
    }

    /** 404: the thing does not exist. */
    static Answer notFound(String code, Object what) {
        return new Refused(WireFault.notFound(code, what));
    }
}
