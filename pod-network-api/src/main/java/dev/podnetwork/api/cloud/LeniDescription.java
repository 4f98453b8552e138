package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import java.time.Instant;
import java.util.List;
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
 * @param createdAt the cloud's clock at its creation, null when the cloud does not say
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
        Map<String, String> tags,
        @Nullable Instant createdAt) {

    /**
     * What an ordinary interface in its place would be described as, so that whoever judges interfaces need not tell the two
     * kinds apart. An address that it does not have yet is none.
     *
     * @param answeredAt the cloud's clock when it answered; counts as its creation when the cloud does not say
     */
    public EniDescription likeEni(Instant answeredAt) {
        return new EniDescription(
                id,
                EniType.SECONDARY,
                status.likeEni(),
                mac,
                vpc,
                vSwitch,
                zone,
                securityGroup == null ? List.of() : List.of(securityGroup),
                null,
                ipv4.isEmpty() ? List.of() : List.of(ipv4),
                List.of(),
                node == null ? null : new EniAttachment(node, null, 0, null),
                tags,
                createdAt == null ? answeredAt : createdAt);
    }
}
