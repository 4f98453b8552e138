package dev.podnetwork.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.PodAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policies that a record names are those of the pod that it serves now; what the interface is stays (spec: README decision 3). */
class PolicyNamesTest {
    private static void nextPod(Life life, List<String> policies) {
        AllocationRequest plain = Life.wish(
                Life.NEXT, Life.NODE, life.record.interfaces().get(0).spec().release(), 1, VSwitchId.of("vsw-c"));
        InterfaceRequest first = plain.interfaces().get(0);
        life.pod = new PodAnswer.Scheduled(Life.NEXT, Life.NODE);
        life.request = new AllocationRequest(
                plain.pod(),
                plain.uid(),
                plain.node(),
                List.of(new InterfaceRequest(first.spec().selectedBy(policies), first.vSwitches(), first.selection())));
        life.step();
    }

    private static Life selectedBy(Life life, List<String> policies) {
        life.record =
                life.record.withInterface(0, life.record.interfaces().get(0).selectedBy(policies));
        return life;
    }

    private static InterfaceSpec spec(Life life) {
        return life.record.interfaces().get(0).spec();
    }

    @Test
    void aRetainedRecordNamesThePoliciesOfThePodThatReturns() {
        for (List<String> now : List.of(List.of("green", "red"), List.<String>of())) {
            Life life = selectedBy(Story.begin("never").to(AllocationPhase.RETAINED), List.of("blue", "green"));
            InterfaceSpec before = spec(life);
            nextPod(life, now);

            assertThat(Story.phase(life.record)).isEqualTo("ATTACHING");
            assertThat(spec(life).extras().policies()).isEqualTo(now);
            assertThat(spec(life).selectedBy(List.of("blue", "green"))).isEqualTo(before);
            assertThat(life.record.interfaces().get(0).vSwitch()).isEqualTo(Life.VSW);
        }
    }

    @Test
    void soDoesOneThatIsOnItsWayToTheNodeOfTheNextPod() {
        Life life = selectedBy(Story.begin("never").to(AllocationPhase.ATTACHING), List.of("blue", "green"));
        nextPod(life, List.of("red"));
        life.after(1).step(new AllocationEvent.PodRead(life.pod));

        assertThat(life.record.podUid()).isEqualTo(Life.NEXT);
        assertThat(Story.phase(life.record)).isEqualTo("ATTACHING");
        assertThat(spec(life).extras().policies()).containsExactly("red");
    }
}
