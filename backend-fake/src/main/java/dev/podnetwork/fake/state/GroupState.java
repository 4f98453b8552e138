package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;

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
}
