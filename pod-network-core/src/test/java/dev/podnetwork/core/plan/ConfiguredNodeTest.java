package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.config.PoolConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code eni-config} makes of a node. */
class ConfiguredNodeTest {
    private static final InstanceTypeLimits TYPE = new InstanceTypeLimits("ecs.t", 4, 24, 10, 10, true, 1);

    private final List<Finding> findings = new ArrayList<>();

    private PoolConfig config(Map<String, Object> tree) {
        return PoolConfig.read(tree, findings::add);
    }

    private PoolPolicy policy(Map<String, Object> tree, NodeShape.Calls calls) {
        PoolConfig config = config(tree);
        return ConfiguredNode.policy(config, ConfiguredNode.shape(config, TYPE, false, calls), IpStack.IPV4);
    }

    @Test
    void theDefaultsAreThoseOfTheDocument() {
        PoolConfig config = config(Map.of());
        NodeShape shape = ConfiguredNode.shape(config, TYPE, true, NodeShape.Calls.ECS);

        assertThat(shape.flavor()).isEqualTo(new NodeShape.Flavor(1, 0, 2));
        assertThat(ConfiguredNode.policy(config, shape, IpStack.IPV4)).isEqualTo(PoolPolicy.idle(0, 0));
        assertThat(config.isKeptReady()).isFalse();
    }

    @Test
    void watermarksStayWithinTheNodeAndMinEniTakesThePlaceOfTheMinimum() {
        assertThat(policy(Map.of("min_pool_size", 9, "max_pool_size", 5), NodeShape.Calls.ECS))
                .isEqualTo(PoolPolicy.idle(5, 5));
        assertThat(policy(Map.of("min_eni", 2, "max_pool_size", 500), NodeShape.Calls.ECS))
                .isEqualTo(PoolPolicy.idle(20, 30));
    }

    @Test
    void theNumberOfInterfacesIsCapped() {
        PoolConfig config = config(Map.of("max_eni", 2, "eni_cap_ratio", "0.9", "enable_erdma", true));

        assertThat(ConfiguredNode.shape(config, TYPE, true, NodeShape.Calls.ECS).flavor())
                .isEqualTo(new NodeShape.Flavor(1, 1, 0));
    }

    @Test
    void orderWarmUpAndReclaimAreTaken() {
        PoolPolicy policy = policy(
                Map.of(
                        "max_pool_size", 8,
                        "ip_warm_up_size", 6,
                        "eni_selection_policy", "least_ips",
                        "idle_ip_reclaim_after", "30m",
                        "idle_ip_reclaim_interval", "",
                        "idle_ip_reclaim_batch_size", -1,
                        "idle_ip_reclaim_jitter_factor", "0.5"),
                NodeShape.Calls.ECS);

        assertThat(policy.order()).isEqualTo(PoolPolicy.Order.LEAST_IPS);
        assertThat(policy.warmUp()).isEqualTo(6);
        assertThat(policy.reclaim())
                .isEqualTo(new PoolPolicy.Reclaim(
                        Duration.ofMinutes(30).toNanos(), Duration.ofMinutes(10).toNanos(), 5, 0.5));
    }

    @Test
    void prefixModeIsOnWithoutACountAndNeverOnLingjun_I13() {
        Map<String, Object> on = Map.of("enable_ip_prefix", true);

        assertThat(policy(on, NodeShape.Calls.ECS).prefixes()).isEqualTo(PoolPolicy.Prefixes.atLeast(0));
        assertThat(policy(Map.of("enable_ip_prefix", true, "ipv4_prefix_count", 4), NodeShape.Calls.ECS)
                        .prefixes())
                .isEqualTo(PoolPolicy.Prefixes.fixed(4));
        assertThat(policy(on, NodeShape.Calls.EFLO).prefixes()).isNull();
        assertThat(policy(Map.of("ipv4_prefix_count", 4), NodeShape.Calls.ECS).prefixes())
                .isNull();
    }

    @Test
    void thePeriodOfTheUserCountsIfItCanBeRead_H53() {
        assertThat(config(Map.of("ip_pool_sync_period", "30s")).period()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config(Map.of("ip_pool_sync_period", "500ms")).period())
                .as("never more often than once a second")
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(findings).isEmpty();
        assertThat(config(Map.of("ip_pool_sync_period", "soon")).period()).isEqualTo(PoolConfig.DEFAULT_PERIOD);
        assertThat(findings).singleElement().satisfies(each -> {
            assertThat(each.key()).isEqualTo("ip_pool_sync_period");
            assertThat(each.text()).contains("soon").contains("2m");
        });
        assertThat(ConfiguredNode.times(config(Map.of("ip_pool_sync_period", "30s")))
                        .maintenance())
                .isEqualTo(Duration.ofSeconds(30));
    }
}
