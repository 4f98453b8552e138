package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Memory;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * W2: a fixed pod that is removed before its interface was ever attached leaves its record in {@code Detaching} for good, and
 * its successor waits for ever. Weak variant: the detach of what was never attached is nobody's work.
 */
class W02StuckDetachingTest {
    private static final SystemUnderTest WEAK = CoreSystem.withMachine(machine -> (record, events, view) -> {
        boolean neverAttached = record != null
                && record.phase() == AllocationPhase.DETACHING
                && record.interfaces().stream()
                        .map(InterfaceAllocation::attached)
                        .allMatch(a -> a == null);
        Transition step = AllocationMachine.step(record, events, view);
        return neverAttached
                ? new Transition(record, view.memory(), List.of(), null, step.explanation(), Memory.NEVER)
                : step;
    });

    @Test
    void aStatefulSetDeletedFourSecondsAfterItsCreationLeavesNothingStuck_W2() {
        Weak.shows(
                system -> {
                    SmallWorld w = deletedEarly(system);
                    w.runFor(Duration.ofMinutes(10));
                    assertThat(w.in(AllocationPhase.DETACHING))
                            .as("records stuck")
                            .isZero();
                    assertThat(w.in(AllocationPhase.RETAINED)).isEqualTo(w.store.size());
                },
                WEAK);
    }

    @Test
    void itsPodsAreBoundWhenTheyComeAgain_W2() {
        Weak.shows(
                system -> {
                    SmallWorld w = deletedEarly(system);
                    w.runFor(Duration.ofMinutes(2));
                    w.run(set(60), Wish.ttl(Duration.ofHours(1)).one());
                    w.until(() -> w.bound() == 60, Duration.ofMinutes(3), "60 pods bound again");
                },
                WEAK);
    }

    private static Workload set(int replicas) {
        return SmallWorld.statefulSet("db", replicas);
    }

    private static SmallWorld deletedEarly(SystemUnderTest system) {
        SmallWorld w = new SmallWorld(FakeCloudConfig.strict());
        for (int i = 0; i < 6; i++) {
            w.trunkNode("n" + i, "a", 20);
        }
        w.start(system).runFor(Duration.ofSeconds(5));
        w.run(set(60), Wish.ttl(Duration.ofHours(1)).one()).runFor(Duration.ofSeconds(4));
        assertThat(w.bound()).as("deleted before all are bound").isLessThan(60);
        w.cluster.remove(SmallWorld.ref("db"));
        w.runFor(Duration.ofSeconds(1));
        List.copyOf(w.cluster.pods()).forEach(pod -> w.cluster.forceDelete(pod.ref()));
        return w;
    }
}
