package dev.podnetwork.fake;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many calls per minute the cloud takes of each API, in fixed one-minute windows (spec: openapi-wire §5.3).
 * Immutable.
 */
public final class FakeLimits {
    private final Map<String, Integer> perMinute;
    private final int others;

    private FakeLimits(Map<String, Integer> perMinute, int others) {
        this.perMinute = perMinute;
        this.others = others;
    }

    /** The best published figures. */
    public static FakeLimits published() {
        return new FakeLimits(Map.of(), 500)
                .with("CreateNetworkInterface", 500)
                .with("AttachNetworkInterface", 500)
                .with("DeleteNetworkInterface", 500)
                .with("DetachNetworkInterface", 400)
                .with("DescribeNetworkInterfaces", 800)
                .with("DescribeNetworkInterfaceAttribute", 2_000)
                .with("DescribeInstanceTypes", 400)
                .with("DescribeVSwitches", 300)
                .with("AssignPrivateIpAddresses", 400)
                .with("UnassignPrivateIpAddresses", 400)
                .with("AssignIpv6Addresses", 400)
                .with("UnassignIpv6Addresses", 400)
                .with("AllocateEipAddress", 120)
                .with("AssociateEipAddress", 120)
                .with("UnassociateEipAddress", 120)
                .with("DescribeEipAddresses", 600)
                .with("ReleaseEipAddress", 600)
                .with("CreateElasticNetworkInterface", 1_200)
                .with("DeleteElasticNetworkInterface", 1_200)
                .with("AttachElasticNetworkInterface", 300)
                .with("DetachElasticNetworkInterface", 300)
                .with("ListElasticNetworkInterfaces", 6_000)
                .with("AssignLeniPrivateIpAddress", 300)
                .with("GetNodeInfoForPod", 6_000)
                .with("metadata", Integer.MAX_VALUE);
    }

    /** No limit for any API. */
    public static FakeLimits none() {
        return new FakeLimits(Map.of(), Integer.MAX_VALUE);
    }

    /** These limits with another figure for one API. */
    public FakeLimits with(String api, int callsPerMinute) {
        Map<String, Integer> more = new TreeMap<>(perMinute);
        more.put(api, callsPerMinute);
        return new FakeLimits(more, others);
    }

    /** Calls per minute of this API. */
    public int perMinute(String api) {
        return perMinute.getOrDefault(api, others);
    }
}
