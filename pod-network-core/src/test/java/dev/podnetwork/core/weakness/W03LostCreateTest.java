package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * W3: a crash between two writes of one creation leaves objects and interfaces that nobody finds again. Weak variant: the create
 * carries no tag, so that what a crash left cannot be found.
 */
class W03LostCreateTest {
    private static final SystemUnderTest WEAK = CoreSystem.withPorts(ports -> Weak.with(
            ports,
            Weak.between(
                    ports.cloud(),
                    cloud -> op -> cloud.call(op instanceof CloudOp.CreateEni create ? untagged(create) : op))));

    private static CloudOp untagged(CloudOp.CreateEni create) {
        return new CloudOp.CreateEni(
                create.vSwitch(),
                create.securityGroups(),
                create.ipv6Count(),
                create.deleteOnRelease(),
                create.resourceGroupId(),
                create.trafficMode(),
                Map.of(),
                create.clientToken());
    }

    @Test
    void aCrashAtAnyMomentOfACreationLeavesOneInterfaceAndLaterNone_W3() {
        Weak.shows(
                system -> {
                    for (int events = 1; crashedAfter(events, system); events++) {
                        assertThat(events).as("moments tried").isLessThan(200);
                    }
                },
                WEAK);
    }

    /** False when the pod was bound before so many events had happened. */
    private static boolean crashedAfter(int events, SystemUnderTest system) {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
        w.start(system).runFor(Duration.ofSeconds(5));
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one());
        for (int i = 0; i < events && !w.isBound("one"); i++) {
            w.world.step();
        }
        boolean early = !w.isBound("one");
        w.crash().runFor(Duration.ofSeconds(20)).start(system).untilBound("one");
        assertThat(interfaces(w))
                .as("interfaces after a crash at event " + events)
                .isEqualTo(1);
        w.cluster.deletePod(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(interfaces(w)).as("interfaces at the end").isZero();
        assertThat(w.in(AllocationPhase.DELETING)).isZero();
        return early;
    }

    /** All but the primary interface and the trunk that the node booted with. */
    private static int interfaces(SmallWorld w) {
        return w.cloud.inspect().eniCount() - 1;
    }
}
