package dev.podnetwork.api.allocation;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The interface a record holds, as the cloud made it.
 *
 * @param id the interface
 * @param mac its hardware address, empty while the cloud has not said (a Lingjun interface that is being made)
 * @param vpc its VPC, null in records that others wrote without it
 * @param zone its zone
 * @param ipv4 its address, empty while the cloud has not said; never in a bound record
 * @param ipv4Cidr the block of its vSwitch, null in records that others wrote without it
 * @param ipv6 its IPv6 address, null without one
 * @param ipv6Cidr the IPv6 block of its vSwitch, null without one
 */
public record AllocatedEni(
        EniId id,
        String mac,
        @Nullable VpcId vpc,
        ZoneId zone,
        String ipv4,
        @Nullable String ipv4Cidr,
        @Nullable String ipv6,
        @Nullable String ipv6Cidr) {}
