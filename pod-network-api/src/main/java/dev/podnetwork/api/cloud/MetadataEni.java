package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import java.util.List;

/**
 * One interface as the metadata service of its instance shows it. It tells neither status nor tags, and shows no member of a
 * trunk (spec: openapi-wire §11).
 *
 * @param id the interface
 * @param mac its hardware address, {@code 00:16:3e:…}
 * @param primary whether it was created with the instance
 * @param vSwitch where its addresses come from
 * @param vSwitchCidr the IPv4 block of that vSwitch
 * @param gateway the IPv4 gateway
 * @param ipv4 its private IPv4 addresses, the primary one first; never empty
 * @param ipv6 its IPv6 addresses
 * @param ipv4Prefixes its IPv4 prefixes, in CIDR form
 * @param ipv6Prefixes its IPv6 prefixes, in CIDR form
 */
public record MetadataEni(
        EniId id,
        String mac,
        boolean primary,
        VSwitchId vSwitch,
        String vSwitchCidr,
        String gateway,
        List<String> ipv4,
        List<String> ipv6,
        List<String> ipv4Prefixes,
        List<String> ipv6Prefixes) {}
