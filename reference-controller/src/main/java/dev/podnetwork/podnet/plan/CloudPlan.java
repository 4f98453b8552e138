package dev.podnetwork.podnet.plan;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeVSwitch;
import java.util.List;

/**
 * The account.
 *
 * @param vpc the cluster's VPC
 * @param config limits, latencies, quotas
 * @param vSwitches the declared and the made-up ones
 * @param securityGroups the declared and the made-up ones
 * @param instanceTypes every type that a node has
 */
public record CloudPlan(
        VpcId vpc,
        FakeCloudConfig config,
        List<FakeVSwitch> vSwitches,
        List<Group> securityGroups,
        List<InstanceTypeLimits> instanceTypes) {

    /**
     * A security group.
     *
     * @param id its id
     * @param vpc its VPC
     * @param maxAddresses how many private addresses it takes
     */
    public record Group(SecurityGroupId id, VpcId vpc, int maxAddresses) {}
}
