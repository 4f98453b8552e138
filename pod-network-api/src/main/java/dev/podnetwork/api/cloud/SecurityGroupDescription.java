package dev.podnetwork.api.cloud;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;

/**
 * One security group as the cloud describes it.
 *
 * @param id the group
 * @param vpc its VPC
 */
public record SecurityGroupDescription(SecurityGroupId id, VpcId vpc) {}
