package dev.podnetwork.api.cloud;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import java.util.List;

/**
 * What a Lingjun node offers to pods (spec: openapi-wire §9.2, {@code GetNodeInfoForPod}).
 *
 * @param id the node
 * @param zone its zone
 * @param vpc its VPC
 * @param vSwitches the vSwitches its interfaces may come from
 * @param leniQuota interfaces it takes
 * @param addressesPerLeni secondary addresses each takes
 */
public record LingjunNode(
        InstanceId id, ZoneId zone, VpcId vpc, List<VSwitchId> vSwitches, int leniQuota, int addressesPerLeni) {}
