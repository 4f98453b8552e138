package dev.podnetwork.api.cloud;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new EIP is to be (spec: openapi-wire §8.3). Always PostPaid. Immutable; {@link #of} and the {@code with} methods
 * make one.
 *
 * @param bandwidthMbps 1 to 500, or to 200 when paid by traffic
 * @param payByTraffic whether it is paid by traffic, not by bandwidth; always sent, since the cloud's default differs from ours
 * @param isp the line, {@code BGP} by default
 * @param name null for none
 * @param description null for none
 * @param resourceGroupId null for the default one
 * @param publicIpAddressPoolId the pool to take it from, null for none
 * @param securityProtectionTypes at most one, {@code AntiDDoS_Enhanced}
 * @param tags at most 20, in a stable order
 */
public record EipSpec(
        int bandwidthMbps,
        boolean payByTraffic,
        String isp,
        @Nullable String name,
        @Nullable String description,
        @Nullable String resourceGroupId,
        @Nullable String publicIpAddressPoolId,
        List<String> securityProtectionTypes,
        Map<String, String> tags) {

    /** A BGP address of that bandwidth, paid by traffic, that carries these tags. */
    public static EipSpec of(int bandwidthMbps, Map<String, String> tags) {
        return new EipSpec(bandwidthMbps, true, "BGP", null, null, null, null, List.of(), tags);
    }
}
