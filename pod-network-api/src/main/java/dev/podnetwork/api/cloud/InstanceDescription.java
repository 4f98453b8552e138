package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import java.util.List;

/**
 * One instance as the cloud describes it.
 *
 * @param id the instance
 * @param instanceType its type, for example {@code ecs.g7.xlarge}
 * @param vpc its VPC
 * @param zone its zone
 * @param running whether interfaces can be attached to it now
 * @param interfaces the interfaces attached to it, members not included
 */
public record InstanceDescription(
        InstanceId id, String instanceType, VpcId vpc, ZoneId zone, boolean running, List<EniId> interfaces) {}
