package dev.podnetwork.api.allocation;

/**
 * What a request waits for.
 *
 * @param kind what it is
 * @param id which one, for example the vSwitch id
 */
public record ScarceResource(Kind kind, String id) {

    /** What a request can wait for. */
    public enum Kind {
        /** A free address in a vSwitch. */
        VSWITCH_ADDRESS,
        /** A free interface slot on a node. */
        NODE_SLOT,
        /** One of the slots for work in parallel. */
        PARALLEL_WORK,
        /** A quota of the account, or room in a security group. */
        QUOTA,
        /** The earlier record of the same name, which must go first. */
        EARLIER_RECORD,
        /** The zone in which a retained address lives. */
        ZONE,
        /** A fact that nobody has yet: a node, its trunk, a vSwitch. */
        FACT,
        /** The cloud itself: throttled, failing, refusing. */
        CLOUD,
        /** The rate limit of an API of the cloud, which the allocator keeps. */
        RATE_LIMIT,
        /** The degradation switch. */
        DEGRADATION
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}
