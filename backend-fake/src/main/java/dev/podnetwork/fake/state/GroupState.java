package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import org.jspecify.annotations.Nullable;

/** One security group and how many private addresses it covers (spec: openapi-wire §7.15). */
final class GroupState {
    final SecurityGroupId id;
    final VpcId vpc;
    final int limit;
    int used;

    GroupState(SecurityGroupId id, VpcId vpc, int limit) {
        this.id = id;
        this.vpc = vpc;
        this.limit = limit;
    }

    /** A refusal when that many more addresses are too many, null when they are not. */
    @Nullable
    WireFault full(int more) {
        return used + (long) more > limit
                ? WireFault.forbidden(
                        "SecurityGroupInstanceLimitExceed",
                        "security group " + id + " covers " + used + " of its " + limit + " addresses and not " + more
                                + " more.")
                : null;
    }
}
