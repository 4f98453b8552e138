package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EipId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One EIP as the cloud describes it (spec: openapi-wire §8.4).
 *
 * @param id its allocation id
 * @param address the public IPv4 address
 * @param status where it is in its life
 * @param binding what it is bound to, or on its way to or from; null when it is not
 * @param bandwidthMbps its own bandwidth
 * @param payByTraffic whether it is paid by traffic, not by bandwidth
 * @param isp the line
 * @param name empty when it has none
 * @param resourceGroupId null when the cloud names none
 * @param bandwidthPackageId the shared bandwidth package it is in, null when it is in none
 * @param publicIpAddressPoolId the pool it came from, null when it came from none
 * @param tags its tags, in a stable order
 * @param allocatedAt the cloud's clock at its allocation
 */
public record EipDescription(
        EipId id,
        String address,
        EipStatus status,
        @Nullable EipBinding binding,
        int bandwidthMbps,
        boolean payByTraffic,
        String isp,
        String name,
        @Nullable String resourceGroupId,
        @Nullable String bandwidthPackageId,
        @Nullable String publicIpAddressPoolId,
        Map<String, String> tags,
        Instant allocatedAt) {}
