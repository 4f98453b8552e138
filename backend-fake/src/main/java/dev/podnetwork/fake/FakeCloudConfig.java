package dev.podnetwork.fake;

import java.time.Duration;

/**
 * The figures of one fake account. Immutable; begin with {@link #strict()} and change what differs.
 *
 * @param limits calls per minute
 * @param latencies how long things take
 * @param eniQuota interfaces per account and region, primary ones not counted
 * @param maxSecurityGroups security groups per interface
 * @param tokenLife how long a client token is remembered, at least 10 minutes
 */
public record FakeCloudConfig(
        FakeLimits limits, FakeLatencies latencies, int eniQuota, int maxSecurityGroups, Duration tokenLife) {

    /** Published limits, realistic latencies, a quota of 50,000 interfaces, 10 groups, tokens kept for 10 minutes. */
    public static FakeCloudConfig strict() {
        return new FakeCloudConfig(FakeLimits.published(), FakeLatencies.REALISTIC, 50_000, 10, Duration.ofMinutes(10));
    }

    /** No limits, no quota, and nothing takes time: for scale runs and for tests of one rule. */
    public static FakeCloudConfig lenient() {
        return new FakeCloudConfig(
                FakeLimits.none(), FakeLatencies.ZERO, Integer.MAX_VALUE, 10, Duration.ofMinutes(10));
    }

    /** The same with other limits. */
    public FakeCloudConfig withLimits(FakeLimits other) {
        return new FakeCloudConfig(other, latencies, eniQuota, maxSecurityGroups, tokenLife);
    }

    /** The same with other latencies. */
    public FakeCloudConfig withLatencies(FakeLatencies other) {
        return new FakeCloudConfig(limits, other, eniQuota, maxSecurityGroups, tokenLife);
    }

    /** The same with another quota. */
    public FakeCloudConfig withEniQuota(int quota) {
        return new FakeCloudConfig(limits, latencies, quota, maxSecurityGroups, tokenLife);
    }
}
