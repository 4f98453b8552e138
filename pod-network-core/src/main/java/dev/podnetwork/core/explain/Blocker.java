package dev.podnetwork.core.explain;

import dev.podnetwork.api.allocation.ScarceResource;

/** What kind of thing holds a pod up. */
public enum Blocker {
    /** A rule that the request breaks: somebody must choose. */
    RULE("a rule that the request breaks"),
    /** No node can take it. */
    PLACEMENT("a node that can take it"),
    /** An address of a vSwitch. */
    VSWITCH("a free address in vSwitch"),
    /** An interface slot of a node. */
    SLOT("a free interface slot of"),
    /** Work in parallel is capped. */
    PARALLEL_WORK("one of the places for work in parallel,"),
    /** A quota. */
    QUOTA("the quota of"),
    /** The earlier record of the same name. */
    EARLIER_RECORD("the earlier pod of that name,"),
    /** The zone of a fixed address. */
    ZONE("the zone of its address,"),
    /** Something that nobody knows yet. */
    FACT("what is not known yet:"),
    /** Our own rate limiter. */
    LIMITER("the rate limit of"),
    /** The cloud. */
    CLOUD("the cloud:"),
    /** The degradation switch. */
    DEGRADATION("the degradation switch");

    private final String words;

    Blocker(String words) {
        this.words = words;
    }

    /** For people, in front of the thing. */
    public String words() {
        return words;
    }

    static Blocker of(ScarceResource.Kind kind) {
        return switch (kind) {
            case VSWITCH_ADDRESS -> VSWITCH;
            case NODE_SLOT -> SLOT;
            case PARALLEL_WORK -> PARALLEL_WORK;
            case QUOTA -> QUOTA;
            case EARLIER_RECORD -> EARLIER_RECORD;
            case ZONE -> ZONE;
            case FACT -> FACT;
            case CLOUD -> CLOUD;
            case RATE_LIMIT -> LIMITER;
            case DEGRADATION -> DEGRADATION;
        };
    }
}
