package dev.podnetwork.api.cloud;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One vSwitch as the cloud describes it.
 *
 * @param id the vSwitch
 * @param vpc its VPC
 * @param zone its zone
 * @param cidr its IPv4 block
 * @param ipv6Cidr its IPv6 block, null when IPv6 is off
 * @param availableIpv4 free IPv4 addresses; eventually consistent, a hint (spec: openapi-wire §8.1)
 */
public record VSwitchDescription(
        VSwitchId id,
        VpcId vpc,
        ZoneId zone,
        String cidr,
        @Nullable String ipv6Cidr,
        long availableIpv4) {}
