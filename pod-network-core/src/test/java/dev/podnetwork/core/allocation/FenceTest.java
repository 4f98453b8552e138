package dev.podnetwork.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.release.ReleasePolicy;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each thing that a call rests on stops it when it moved, and nothing else does. */
class FenceTest {
    private final Allocation then = attaching();

    private static Allocation attaching() {
        Life life = new Life(ReleasePolicy.NEVER, 2);
        life.step();
        Allocation requested = Objects.requireNonNull(life.record);
        return requested
                .withInterface(0, requested.interfaces().get(0).withEni(eni("eni-1")))
                .withInterface(1, requested.interfaces().get(1).withEni(eni("eni-2")))
                .attaching();
    }

    private static AllocatedEni eni(String id) {
        return new AllocatedEni(
                EniId.of(id),
                "00:16:3e:00:00:01",
                dev.podnetwork.api.VpcId.of("vpc-1"),
                Life.ZONE,
                "10.0.0.1",
                null,
                null,
                null);
    }

    private static String moved(Allocation then, Allocation now) {
        return String.valueOf(Fence.moved(then, now, 0));
    }

    @Test
    void aRecordThatIsWhatItWasLetsTheCallPass() {
        assertThat(Fence.moved(then, then, 0)).isNull();
        assertThat(Fence.moved(then, then.seenAt(Instant.parse("2026-01-01T00:00:00Z")), 0))
                .isNull();
    }

    @Test
    void anotherPhaseStopsIt() {
        assertThat(moved(then, then.in(AllocationPhase.DETACHING))).contains("record moved on");
        assertThat(moved(then, then.in(AllocationPhase.BOUND))).contains("record moved on");
    }

    @Test
    void anotherIncarnationStopsIt() {
        assertThat(moved(then, then.serving(Life.NEXT, then.node(), instance(), then.trunk())))
                .contains("record moved on");
    }

    @Test
    void anotherNodeStopsIt() {
        assertThat(moved(then, then.serving(then.podUid(), Life.OTHER_NODE, instance(), then.trunk())))
                .contains("record moved on");
    }

    @Test
    void anotherInstanceOfTheSameNodeStopsIt() {
        assertThat(moved(then, then.serving(then.podUid(), then.node(), Life.ELSEWHERE, then.trunk())))
                .contains("record moved on");
    }

    @Test
    void anotherInterfaceStopsIt() {
        InterfaceAllocation first = then.interfaces().get(0);
        assertThat(moved(then, then.withInterface(0, first.withEni(eni("eni-9")))))
                .contains("interface moved on");
    }

    @Test
    void anotherIntentStopsIt() {
        InterfaceAllocation first = then.interfaces().get(0);
        assertThat(moved(
                        then,
                        then.withInterface(0, first.nextIntent(first.vSwitch()).withEni(eni("eni-1")))))
                .contains("interface moved on");
    }

    @Test
    void whatMovedAtAnotherInterfaceDoesNotStopIt() {
        InterfaceAllocation second = then.interfaces().get(1);
        assertThat(Fence.moved(then, then.withInterface(1, second.withEni(eni("eni-9"))), 0))
                .isNull();
    }

    private InstanceId instance() {
        return Objects.requireNonNull(then.instance());
    }
}
