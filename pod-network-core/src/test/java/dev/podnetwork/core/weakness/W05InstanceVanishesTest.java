package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * W5: a fixed pod whose instance vanishes while its interface is being attached stays in {@code Detaching}: the attach fails for ever, and
 * the detach refuses what was not attached first. Weak variant: nothing but InUse counts as seen.
 */
class W05InstanceVanishesTest {
    private static final SystemUnderTest WEAK =
            CoreSystem.withMachine(machine -> (record, events, view) -> AllocationMachine.step(
                    record,
                    events.stream().filter(W05InstanceVanishesTest::inUse).toList(),
                    view));

    private static boolean inUse(AllocationEvent event) {
        return !(event instanceof AllocationEvent.Observed observed)
                || (observed.observation().seen() != null
                        && observed.observation().seen().status() == EniStatus.IN_USE);
    }

    @Test
    void theAddressIsKeptAndTheNextPodGetsIt_W5() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10).trunkNode("n2", "a", 10);
                    w.faults.on("AttachNetworkInterface").nth(1).inject(new Fault.SlowAttach(Duration.ofMinutes(5)));
                    w.start(system)
                            .run(
                                    SmallWorld.statefulSet("db", 1),
                                    Wish.ttl(Duration.ofHours(1)).one());
                    w.untilPhase("db-0", AllocationPhase.ATTACHING).runFor(Duration.ofSeconds(5));
                    String address = w.address("db-0");
                    NodeRef node = w.recorded("db-0").node();
                    w.cloud.releaseInstance(InstanceId.of("i-" + node.value()));
                    w.cluster.deleteNode(node);
                    w.until(() -> w.isBound("db-0"), Duration.ofMinutes(5), "bound on the other node");
                    assertThat(w.address("db-0")).isEqualTo(address);
                    assertThat(w.recorded("db-0").node()).isNotEqualTo(node);
                },
                WEAK);
    }
}
