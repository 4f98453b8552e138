package dev.podnetwork.podnet.run;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.config.PoolConfig;
import dev.podnetwork.core.config.TrunkSwitch;
import dev.podnetwork.core.plan.ConfiguredNode;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.Simulation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code eni-config} makes of the pool of a node. */
final class SharedPoolSpec {
    /** What an interface carries that takes its place on a node and is no business of the pool. */
    static final Map<String, String> LEFT_ALONE = Map.of("terway.alibabacloud.com/excluded", "true");

    /** Interfaces of single pods carry it. */
    private static final Map.Entry<String, String> OF_PODS = Map.entry("ack.aliyun.com", "podnet");

    private SharedPoolSpec() {}

    /** Why there can be no pool; null when there can. */
    static @Nullable String problem(Simulation plan, NodePlan node) {
        if (vSwitches(plan, node).isEmpty()) {
            return "eni-config names no vSwitch in zone " + node.zone() + ": add one under vswitches";
        }
        if (plan.eniConfig().securityGroups().isEmpty()) {
            return "eni-config names no security group: add security_groups";
        }
        NodeShape shape = shape(plan, node);
        return shape.flavor().trunk() + shape.flavor().secondary() == 0
                ? "a node of type " + node.type().instanceType() + " takes no interface beside its primary one"
                : null;
    }

    static NodeSpec of(Simulation plan, NodePlan node) {
        PoolConfig config = config(plan);
        NodeShape shape = shape(plan, node);
        IpStack stack = plan.eniConfig().ipStack().perInterface();
        String group = plan.eniConfig().resourceGroupId();
        NodeSpec.Place place = new NodeSpec.Place(
                node.zone(),
                vSwitches(plan, node),
                plan.eniConfig().sharedSelection(),
                plan.eniConfig().securityGroups(),
                plan.eniConfig().eniTags(),
                group.isEmpty() ? null : group);
        Map<String, String> leftAlone = new LinkedHashMap<>(NodeSpec.LEFT_ALONE);
        leftAlone.put(OF_PODS.getKey(), OF_PODS.getValue());
        return NodeSpec.of("podnet", node.instance(), place, shape, ConfiguredNode.policy(config, shape, stack))
                .withTimes(ConfiguredNode.times(config))
                .managing(Map.of(), leftAlone);
    }

    private static NodeShape shape(Simulation plan, NodePlan node) {
        boolean trunk = TrunkSwitch.decide(null, plan.eniConfig().trunking()).on();
        return ConfiguredNode.shape(config(plan), node.type(), trunk, NodeShape.Calls.ECS);
    }

    private static PoolConfig config(Simulation plan) {
        return Objects.requireNonNull(plan.pool(), "pool");
    }

    private static List<VSwitchId> vSwitches(Simulation plan, NodePlan node) {
        return plan.eniConfig().vSwitches().getOrDefault(node.zone(), List.of());
    }
}
