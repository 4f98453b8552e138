package dev.podnetwork.fake;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A vSwitch to have in the fake cloud.
 *
 * @param id its id
 * @param vpc its VPC
 * @param zone its zone
 * @param cidr its IPv4 block, /8 to /29, for example {@code 10.0.0.0/19}
 * @param ipv6Cidr its IPv6 /64, null when IPv6 is off
 */
public record FakeVSwitch(
        VSwitchId id,
        VpcId vpc,
        ZoneId zone,
        String cidr,
        @Nullable String ipv6Cidr) {

    /** A vSwitch without IPv6. */
    public static FakeVSwitch of(String id, String vpc, String zone, String cidr) {
        return new FakeVSwitch(VSwitchId.of(id), VpcId.of(vpc), ZoneId.of(zone), cidr, null);
    }

    /** The same with an IPv6 block. */
    public FakeVSwitch withIpv6(String block) {
        return new FakeVSwitch(id, vpc, zone, cidr, block);
    }
}
