package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An interface to have in the fake cloud before the story begins.
 *
 * @param id its id
 * @param vSwitch where its addresses come from
 * @param securityGroups its groups
 * @param ipv4 its address, null for the next free one
 * @param ipv6 its IPv6 addresses
 * @param tags its tags
 * @param deleteOnRelease whether it goes with its instance
 * @param instance where it is attached, null when it is not
 * @param member whether it is attached under the instance's trunk
 */
public record FakeEni(
        EniId id,
        VSwitchId vSwitch,
        List<SecurityGroupId> securityGroups,
        @Nullable String ipv4,
        List<String> ipv6,
        Map<String, String> tags,
        boolean deleteOnRelease,
        @Nullable InstanceId instance,
        boolean member) {}
