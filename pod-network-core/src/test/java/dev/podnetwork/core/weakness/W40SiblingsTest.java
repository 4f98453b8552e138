package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * W40: one failed create of a pod with several interfaces throws the others' interfaces away. Weak variant: the first failed create gives
 * the whole record up.
 */
class W40SiblingsTest {
    private static final SystemUnderTest WEAK = CoreSystem.withMachine(machine -> (record, events, view) -> {
        Transition step = AllocationMachine.step(record, events, view);
        boolean failed =
                events.stream().anyMatch(each -> each instanceof AllocationEvent.Failed f && f.call() == Call.CREATE);
        return failed && step.next() != null && record != null
                ? new Transition(
                        step.next().detaching(false).seenAt(view.storeNow()),
                        step.memory(),
                        step.effects(),
                        step.claims(),
                        step.explanation(),
                        view.ticks())
                : step;
    });

    @Test
    void theOthersKeepTheirInterfacesWhileOneIsTriedAgain_W40() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    WireFault busy = WireFault.of(503, "ServiceUnavailable", "try again");
                    w.faults.on("CreateNetworkInterface").nth(2).inject(new Fault.Refuse(busy));
                    w.faults.on("CreateNetworkInterface").nth(4).inject(new Fault.Refuse(busy));
                    w.start(system)
                            .run(
                                    SmallWorld.bare("one", "n1"),
                                    Wish.each(Wish.elastic(), Wish.elastic(), Wish.elastic()))
                            .untilBound("one");
                    w.runFor(Duration.ofMinutes(1));
                    assertThat(w.calls("DeleteNetworkInterface")).isZero();
                    assertThat(w.calls("CreateNetworkInterface")).isEqualTo(5);
                    assertThat(w.podEnis()).isEqualTo(3);
                },
                WEAK);
    }
}
