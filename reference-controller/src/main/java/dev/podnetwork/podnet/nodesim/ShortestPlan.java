package dev.podnetwork.podnet.nodesim;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How long the shortest plan takes that the API permits: every interface is created in the instant of the burst with all
 * its addresses and attached as soon as the create is answered, and everybody knows at once when it is attached. It meets
 * the same cloud: what each create and each attach takes is what it took.
 */
final class ShortestPlan {
    private final NodeSim sim;
    private final long from;
    private final long way;
    private final Set<EniId> created = new LinkedHashSet<>();
    private long firstCreateAt;
    private long lastAttachAt;

    /** Begins now. */
    ShortestPlan(NodeStage stage) {
        this.sim = stage.sim;
        this.way = stage.scene.latencies().request().minNanos();
        this.from = sim.world().nanos();
        sim.cloud().inspect().enis().forEach(eni -> created.add(eni.id()));
        sim.cloud().onEniChange(this::changed);
    }

    private void changed(EniId id) {
        long now = sim.world().nanos();
        if (created.add(id) && firstCreateAt == 0) {
            firstCreateAt = now;
        }
        sim.cloud()
                .inspect()
                .eni(id)
                .filter(eni -> eni.status() == EniStatus.IN_USE)
                .ifPresent(eni -> lastAttachAt = now);
    }

    /** From the burst to the end of the last attach; what passed before the first create was sent is not part of it. */
    double millis() {
        long hesitated = firstCreateAt - from - way;
        return (lastAttachAt - from - Math.max(hesitated, 0)) / 1e6;
    }
}
