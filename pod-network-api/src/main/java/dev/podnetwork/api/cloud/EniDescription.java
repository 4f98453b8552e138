package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One interface as the cloud describes it.
 *
 * @param id the interface
 * @param type what it is to its instance; {@link EniType#SECONDARY} or {@link EniType#TRUNK} while unattached
 * @param status where it is in its life
 * @param mac its hardware address, {@code 00:16:3e:…}
 * @param vpc its VPC
 * @param vSwitch the vSwitch its addresses come from
 * @param zone the zone of that vSwitch
 * @param securityGroups its groups, in the cloud's order
 * @param resourceGroupId the resource group, null when none was given
 * @param ipv4 its private IPv4 addresses, the primary one first; empty only for a Lingjun
 *     interface that is still being made
 * @param ipv6 its IPv6 addresses
 * @param ipv4Prefixes its IPv4 prefixes in CIDR form, a /28 each
 * @param ipv6Prefixes its IPv6 prefixes in CIDR form, a /80 each
 * @param trafficMode how it moves packets
 * @param attachment where it is attached or on its way to or from, null when it is not
 * @param tags its tags, in a stable order
 * @param createdAt the cloud's clock at its creation
 */
public record EniDescription(
        EniId id,
        EniType type,
        EniStatus status,
        String mac,
        VpcId vpc,
        VSwitchId vSwitch,
        ZoneId zone,
        List<SecurityGroupId> securityGroups,
        @Nullable String resourceGroupId,
        List<String> ipv4,
        List<String> ipv6,
        List<String> ipv4Prefixes,
        List<String> ipv6Prefixes,
        TrafficMode trafficMode,
        @Nullable EniAttachment attachment,
        Map<String, String> tags,
        Instant createdAt) {

    /** An ordinary interface without prefixes. */
    public EniDescription(
            EniId id,
            EniType type,
            EniStatus status,
            String mac,
            VpcId vpc,
            VSwitchId vSwitch,
            ZoneId zone,
            List<SecurityGroupId> securityGroups,
            @Nullable String resourceGroupId,
            List<String> ipv4,
            List<String> ipv6,
            @Nullable EniAttachment attachment,
            Map<String, String> tags,
            Instant createdAt) {
        this(
                id,
                type,
                status,
                mac,
                vpc,
                vSwitch,
                zone,
                securityGroups,
                resourceGroupId,
                ipv4,
                ipv6,
                List.of(),
                List.of(),
                TrafficMode.STANDARD,
                attachment,
                tags,
                createdAt);
    }

    /** The primary private IPv4 address; empty only for a Lingjun interface that is still being made. */
    public String primaryIpv4() {
        return ipv4.isEmpty() ? "" : ipv4.get(0);
    }
}
