package dev.podnetwork.podnet.plan;

import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.admission.ExclusivePlacement;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.PoolConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is simulated. Immutable.
 *
 * @param cloud the account
 * @param nodes in the order given
 * @param namespaces labels by namespace; one that is not here has none
 * @param policies defaulted and validated; none has a status
 * @param eniConfig the cluster's configuration
 * @param pool what the configuration says of shared addresses; null without one: then there are none
 * @param workloads in the order given
 * @param records the records there are at the start
 * @param scenario what happens
 * @param notices what the user should know: what was skipped, made up or assumed, one line each
 */
public record Simulation(
        CloudPlan cloud,
        List<NodePlan> nodes,
        Map<String, Map<String, String>> namespaces,
        List<PodNetworking> policies,
        EniConfig eniConfig,
        @Nullable PoolConfig pool,
        List<WorkloadPlan> workloads,
        List<StartRecord> records,
        Scenario scenario,
        List<String> notices) {

    /** Whether every node is exclusive, as the controller's webhook sees it. */
    public boolean isWhollyExclusive() {
        return ExclusivePlacement.isWhole(nodes.stream().map(NodePlan::labels));
    }

    /** Whether the pods of a workload can go to exclusive nodes only, as the controller's webhook sees it. */
    public boolean goesToExclusiveNodes(WorkloadPlan workload) {
        return ExclusivePlacement.isCertain(workload.placement(), this::isExclusive);
    }

    /** Whether the node of that name is there and exclusive. */
    public boolean isExclusive(String node) {
        return nodes.stream()
                .anyMatch(each -> each.exclusive() && each.name().value().equals(node));
    }
}
