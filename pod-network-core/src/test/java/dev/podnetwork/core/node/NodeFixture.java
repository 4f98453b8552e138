package dev.podnetwork.core.node;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.node.FleetUnderTest;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts the real pool of a node into a simulated world. */
public final class NodeFixture {
    private NodeFixture() {}

    /** The fleets that were opened, the last one last. */
    public static final class Opened implements FleetUnderTest.Factory {
        /** Every fleet so far. */
        public final List<NodeFleet> fleets = new ArrayList<>();

        private final NodeScene scene;
        private final UnaryOperator<NodeSpec> change;

        Opened(NodeScene scene, UnaryOperator<NodeSpec> change) {
            this.scene = scene;
            this.change = change;
        }

        @Override
        public FleetUnderTest open(dev.podnetwork.spi.Env env, dev.podnetwork.spi.CloudNetwork cloud) {
            NodeFleet fleet =
                    new NodeFleet(env, cloud, MetricsSink.none(), ApiLimits.published(), Duration.ofSeconds(8));
            fleets.add(fleet);
            return (instance, journal) -> fleet.open(change.apply(spec(scene, instance)), journal);
        }

        /** The one that works now. */
        public NodeFleet last() {
            return fleets.get(fleets.size() - 1);
        }
    }

    /** A fleet for a scene, each node's spec changed like this. */
    public static Opened fleets(NodeScene scene, UnaryOperator<NodeSpec> change) {
        return new Opened(scene, change);
    }

    /** A scene with the real pool in it, not started. */
    public static NodeSim sim(NodeScene scene, UnaryOperator<NodeSpec> change) {
        return new NodeSim(scene, fleets(scene, change));
    }

    /** The plain spec of a scene: nothing kept ready, at most five idle. */
    public static NodeSpec spec(NodeScene scene, InstanceId instance) {
        NodeShape shape = NodeShape.secondaries(
                scene.type().secondaryEniLimit(), scene.type().ipv4PerEni());
        NodeSpec.Place place =
                NodeSpec.Place.of(ZoneId.of(NodeSim.ZONE), NodeSim.vSwitches(scene), List.of(NodeSim.GROUP));
        PoolPolicy policy = PoolPolicy.idle(0, 5).withStack(scene.families());
        return NodeSpec.of("daemon", instance, place, shape, policy)
                .withTimes(NodeSpec.Times.DEFAULT.withCooldown(scene.cooldown()));
    }
}
