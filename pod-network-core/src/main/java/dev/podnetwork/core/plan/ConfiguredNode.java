package dev.podnetwork.core.plan;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.core.capacity.EniCap;
import dev.podnetwork.core.config.PoolConfig;
import org.jspecify.annotations.Nullable;

/** What {@code eni-config} makes of a node of some instance type (spec: node-ipam §1.2, §2.6, §2.11). */
public final class ConfiguredNode {
    private ConfiguredNode() {}

    /**
     * What the node may hold.
     *
     * @param trunk whether one of its interfaces is to be a trunk
     * @param calls what one call carries: of ECS, or of Lingjun
     */
    public static NodeShape shape(PoolConfig config, InstanceTypeLimits limits, boolean trunk, NodeShape.Calls calls) {
        EniCap cap = new EniCap(
                config.enis().ratio(), config.enis().shift(), config.enis().most());
        return new NodeShape(
                NodeShape.Flavor.of(limits, cap, trunk, config.rdma()),
                Math.max(limits.ipv4PerEni(), 1),
                limits.ipv6PerEni(),
                calls);
    }

    /**
     * The watermarks, the order and the mode. A fixed number of prefixes is exactly that many; without one as many as the
     * pods need. A node whose calls carry no prefixes, as on Lingjun, is not in prefix mode (scenario I13).
     */
    public static PoolPolicy policy(PoolConfig config, NodeShape shape, IpStack stack) {
        PoolConfig.Sizes sizes = config.sizes();
        PoolPolicy policy = PoolPolicy.configured(shape, sizes.min(), sizes.max(), sizes.minEni())
                .withStack(stack)
                .withWarmUp(Math.min(sizes.warmUp(), shape.capacity()))
                .withOrder(config.spread() ? PoolPolicy.Order.LEAST_IPS : PoolPolicy.Order.MOST_IPS);
        PoolPolicy.Reclaim reclaim = reclaim(config.reclaim());
        policy = reclaim == null ? policy : policy.withReclaim(reclaim);
        PoolPolicy.Prefixes prefixes = prefixes(config.prefixes(), shape);
        return prefixes == null ? policy : policy.withPrefixes(prefixes);
    }

    /** The usual times with the configured period. */
    public static NodeSpec.Times times(PoolConfig config) {
        return NodeSpec.Times.DEFAULT.withPeriods(config.period(), NodeSpec.Times.DEFAULT.sync());
    }

    private static PoolPolicy.@Nullable Reclaim reclaim(PoolConfig.@Nullable Reclaim said) {
        return said == null
                ? null
                : new PoolPolicy.Reclaim(
                        said.after().toNanos(), said.interval().toNanos(), said.batch(), said.jitter());
    }

    private static PoolPolicy.@Nullable Prefixes prefixes(PoolConfig.Prefixes said, NodeShape shape) {
        if (!said.on() || shape.calls().prefixes() == 0) {
            return null;
        }
        int most = (shape.flavor().trunk() + shape.flavor().secondary()) * Math.max(shape.ipv4PerEni() - 1, 0);
        int count = Math.min(said.ipv4Count(), most);
        return new PoolPolicy.Prefixes(count, said.ipv6Count(), count == 0);
    }
}
