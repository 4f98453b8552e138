package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FaultPlan;
import java.time.Duration;
import java.util.List;

/**
 * Where a story of nodes takes place.
 *
 * @param nodes how many
 * @param type of every node
 * @param blocks the IPv4 block of each vSwitch: {@code vsw-0}, {@code vsw-1}, …
 * @param families of every pod
 * @param cloud the account's figures
 * @param faults what goes wrong on the way to the cloud
 * @param forced how long a forced write takes at most
 * @param cooldown what the nodes promise, to be checked
 * @param seed of all chance
 */
public record NodeScene(
        int nodes,
        InstanceTypeLimits type,
        List<String> blocks,
        IpStack families,
        FakeCloudConfig cloud,
        FaultPlan faults,
        Duration forced,
        Duration cooldown,
        long seed) {

    /** One node of {@code enis} secondary interfaces of {@code ips} addresses, a large vSwitch, and nothing goes wrong. */
    public static NodeScene of(int enis, int ips, long seed) {
        InstanceTypeLimits type = new InstanceTypeLimits("ecs.sim", enis + 1, enis + 1, ips, ips, false, 0);
        return new NodeScene(
                1,
                type,
                List.of("10.0.0.0/16"),
                IpStack.IPV4,
                FakeCloudConfig.strict(),
                FaultPlan.none(),
                Duration.ofMillis(2),
                Duration.ofSeconds(30),
                seed);
    }

    /** The same with other faults. */
    public NodeScene withFaults(FaultPlan other) {
        return new NodeScene(nodes, type, blocks, families, cloud, other, forced, cooldown, seed);
    }

    /** The same with other vSwitches. */
    public NodeScene withBlocks(List<String> other) {
        return new NodeScene(nodes, type, other, families, cloud, faults, forced, cooldown, seed);
    }

    /** The same with pods of other families. */
    public NodeScene withFamilies(IpStack other) {
        return new NodeScene(nodes, type, blocks, other, cloud, faults, forced, cooldown, seed);
    }

    /** The same with another cooldown. */
    public NodeScene withCooldown(Duration other) {
        return new NodeScene(nodes, type, blocks, families, cloud, faults, forced, other, seed);
    }

    /** The same with that many nodes. */
    public NodeScene withNodes(int other) {
        return new NodeScene(other, type, blocks, families, cloud, faults, forced, cooldown, seed);
    }

    /** The same with another account. */
    public NodeScene withCloud(FakeCloudConfig other) {
        return new NodeScene(nodes, type, blocks, families, other, faults, forced, cooldown, seed);
    }

    /** How long things take in the cloud. */
    public FakeLatencies latencies() {
        return cloud.latencies();
    }
}
