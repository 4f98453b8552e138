package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Lingjun interface as the cloud describes it (spec: openapi-wire §9.2).
 *
 * @param id {@code leni-…}
 * @param custom whether somebody created it, rather than the platform
 * @param status where it is in its life
 * @param node where it is attached, or on its way to or from; null when it is not
 * @param vpc its VPC
 * @param vSwitch where its addresses come from
 * @param zone the zone of that vSwitch
 * @param securityGroup its one group, null when the cloud names none
 * @param ipv4 its primary address, empty while it has none
 * @param mac its hardware address, empty while it has none
 * @param tags its tags, in a stable order
 */
public record LeniDescription(
        EniId id,
        boolean custom,
        LeniStatus status,
        @Nullable InstanceId node,
        VpcId vpc,
        VSwitchId vSwitch,
        ZoneId zone,
        @Nullable SecurityGroupId securityGroup,
        String ipv4,
        String mac,
        Map<String, String> tags) {}
