package dev.podnetwork.core.node;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.PoolCondition;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.plan.EniReading;
import dev.podnetwork.core.plan.NodeReading;
import dev.podnetwork.core.plan.PoolConditions;
import dev.podnetwork.core.plan.SufficientIp;
import dev.podnetwork.core.vswitch.VSwitchQuery;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the node as the planner sees it, and what is to be said of it. */
final class NodeReader {
    private final NodeCore node;
    private List<PoolCondition> ofNode = List.of();

    NodeReader(NodeCore node) {
        this.node = node;
    }

    /**
     * The node at this moment.
     *
     * @param shrinking whether it is time to give something back
     * @param quiet the clock of idle reclaim, null when that is off
     * @param picks how many vSwitches were picked so far
     * @param fragmented vSwitches without a free block
     */
    NodeReading read(boolean shrinking, NodeReading.@Nullable Quiet quiet, int picks, List<VSwitchId> fragmented) {
        long now = node.now();
        List<EniReading> enis = new ArrayList<>();
        Map<VSwitchId, VSwitchReading> readings = new LinkedHashMap<>();
        node.spec.place().vSwitches().forEach(id -> read(readings, id));
        for (NodeEni eni : node.enis) {
            if (!eni.ghost) {
                enis.add(node.pool.reading(eni, now));
                read(readings, eni.vSwitch);
            }
        }
        boolean up = node.fleet.calls.degradation() != Degradation.L0;
        boolean down = node.fleet.calls.degradation() == Degradation.OFF && shrinking && !node.draining;
        return new NodeReading(
                enis,
                new NodeReading.Demand(
                        node.leases.demand(TrafficMode.STANDARD), node.leases.demand(TrafficMode.HIGH_PERFORMANCE)),
                node.warmUp.reading(),
                quiet,
                query(now, picks),
                readings,
                fragmented,
                new NodeReading.Permits(up, down));
    }

    private void read(Map<VSwitchId, VSwitchReading> readings, VSwitchId id) {
        VSwitchReading reading = node.fleet.ledger.reading(id);
        if (reading != null) {
            readings.put(id, reading);
        }
    }

    private VSwitchQuery query(long now, int picks) {
        long seed = node.spec.instance().value().hashCode() * 31L + picks;
        return VSwitchQuery.inZone(
                        node.spec.place().zone(),
                        node.spec.place().vSwitches(),
                        node.spec.place().choice(),
                        seed,
                        now)
                .needing(node.spec.policy().stack());
    }

    /** What is said of the node now, then of its interfaces; nothing before it is ready (scenarios H49, H50). */
    List<PoolCondition> conditions(List<VSwitchId> fragmented) {
        if (!node.ready) {
            return List.of();
        }
        NodeReading reading = read(false, null, 0, fragmented);
        boolean enough = SufficientIp.holds(node.spec.shape(), node.spec.policy(), reading);
        ofNode = PoolConditions.ofNode(ofNode, node.spec.instance().value(), enough, node.fleet.env.now());
        List<PoolCondition> all = new ArrayList<>(ofNode);
        node.enis.forEach(eni -> all.addAll(eni.conditions));
        return all;
    }
}
