package dev.podnetwork.podnet.plan;

import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.k8s.tree.Position;
import java.util.Map;

/**
 * A workload and what admission looks at in its pods beyond labels and annotations.
 *
 * @param workload how many pods of which look, and how they come and go
 * @param kind its kind in the manifest, such as {@code Deployment}
 * @param hostNetwork whether its pods share the node's network
 * @param containers how many containers a pod has
 * @param placement what the spec of its pods says about their nodes: the fields {@code nodeName}, {@code nodeSelector} and {@code affinity}
 * @param at where it is declared
 */
public record WorkloadPlan(
        Workload workload,
        String kind,
        boolean hostNetwork,
        int containers,
        Map<String, Object> placement,
        Position at) {}
