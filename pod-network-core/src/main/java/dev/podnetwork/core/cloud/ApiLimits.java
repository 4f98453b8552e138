package dev.podnetwork.core.cloud;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many calls of each API the account permits in a minute (spec: control-plane §8.1).
 *
 * @param perMinute by API name
 * @param other for every API that is not named
 */
public record ApiLimits(Map<String, Integer> perMinute, int other) {

    /** Keeps its own copy, in order. */
    public ApiLimits {
        perMinute = Collections.unmodifiableMap(new LinkedHashMap<>(perMinute));
    }

    /** The published numbers. */
    public static ApiLimits published() {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("CreateNetworkInterface", 500);
        limits.put("AttachNetworkInterface", 500);
        limits.put("DeleteNetworkInterface", 500);
        limits.put("DetachNetworkInterface", 400);
        limits.put("AssignPrivateIpAddresses", 400);
        limits.put("UnassignPrivateIpAddresses", 400);
        limits.put("AssignIpv6Addresses", 400);
        limits.put("UnassignIpv6Addresses", 400);
        limits.put("DescribeNetworkInterfaces", 800);
        limits.put("DescribeInstanceTypes", 400);
        limits.put("DescribeVSwitches", 300);
        limits.put("CreateElasticNetworkInterface", 1_200);
        limits.put("DeleteElasticNetworkInterface", 1_200);
        limits.put("AttachElasticNetworkInterface", 300);
        limits.put("DetachElasticNetworkInterface", 300);
        limits.put("ListElasticNetworkInterfaces", 6_000);
        return new ApiLimits(limits, 500);
    }

    /** No limits worth the name: for benchmarks of everything else. */
    public static ApiLimits lifted() {
        return new ApiLimits(Map.of(), 1_000_000_000);
    }

    /** Calls per minute of this API. */
    public int of(String api) {
        return perMinute.getOrDefault(api, other);
    }
}
