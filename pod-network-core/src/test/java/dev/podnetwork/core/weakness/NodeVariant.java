package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.node.NodeFixture;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.fake.sim.node.FleetUnderTest;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.LeaseJournal;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The pool of a node as it is, or with one deliberate weakness. */
record NodeVariant(
        UnaryOperator<NodeSpec> spec,
        BiFunction<Env, CloudNetwork, CloudNetwork> cloud,
        UnaryOperator<LeaseJournal> journal,
        UnaryOperator<NodeIpam> door) {

    static final NodeVariant REAL =
            new NodeVariant(UnaryOperator.identity(), (env, way) -> way, journal -> journal, door -> door);

    /** Runs a claim against the pool as it is, and against a weak one, where the claim must fail. */
    static void shows(Consumer<NodeVariant> claim, NodeVariant weak) {
        claim.accept(REAL);
        assertThatThrownBy(() -> claim.accept(weak))
                .as("the weak variant must be caught")
                .isInstanceOf(AssertionError.class);
    }

    NodeVariant withSpec(UnaryOperator<NodeSpec> other) {
        return new NodeVariant(other, cloud, journal, door);
    }

    NodeVariant withCloud(BiFunction<Env, CloudNetwork, CloudNetwork> other) {
        return new NodeVariant(spec, other, journal, door);
    }

    NodeVariant withJournal(UnaryOperator<LeaseJournal> other) {
        return new NodeVariant(spec, cloud, other, door);
    }

    NodeVariant withDoor(UnaryOperator<NodeIpam> other) {
        return new NodeVariant(spec, cloud, journal, other);
    }

    /** Started, with what the claim itself needs of the spec. */
    NodeSim started(NodeScene scene, UnaryOperator<NodeSpec> needed) {
        NodeSim sim = opened(scene, needed);
        sim.world().runFor(java.time.Duration.ofSeconds(10));
        return sim;
    }

    /** The same, and nothing has happened yet. */
    NodeSim opened(NodeScene scene, UnaryOperator<NodeSpec> needed) {
        UnaryOperator<NodeSpec> both = plain -> spec.apply(needed.apply(plain));
        NodeFixture.Opened fleets = NodeFixture.fleets(scene, both);
        NodeSim sim = new NodeSim(scene, (env, way) -> {
            FleetUnderTest fleet = fleets.open(env, cloud.apply(env, way));
            return (instance, disk) -> door.apply(fleet.node(instance, journal.apply(disk)));
        });
        sim.world().limitEvents(3_000_000);
        sim.start();
        return sim;
    }
}
