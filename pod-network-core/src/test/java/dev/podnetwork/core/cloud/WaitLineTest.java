package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.NodeFacts;
import org.junit.jupiter.api.Test;

class WaitLineTest {
    private static final PodRef A = PodRef.of("default", "a");
    private static final PodRef B = PodRef.of("default", "b");
    private static final PodRef C = PodRef.of("default", "c");
    private static final NodeRef NODE = NodeRef.of("node-1");
    private static final NodeFacts FACTS =
            new NodeFacts(NODE, InstanceId.of("i-1"), ZoneId.of("zone-a"), true, null, 0, 2);

    private final WaitLine line = new WaitLine();

    @Test
    void withoutALineEverythingFreeMayBeTaken() {
        assertThat(line.free(A, 3)).isEqualTo(3);
        assertThat(line.ahead(A)).isZero();
    }

    @Test
    void nobodyOvertakesTheFirst() {
        line.enter(A);
        line.enter(B);

        assertThat(line.free(A, 1)).isEqualTo(1);
        assertThat(line.free(B, 1)).isZero();
        assertThat(line.free(C, 1)).isZero();
        assertThat(line.ahead(B)).isEqualTo(1);
        assertThat(line.ahead(C)).isEqualTo(2);
    }

    @Test
    void aUnitPromisedToACalledPodIsNotShownToANewcomer() {
        line.enter(A);
        assertThat(line.call(1)).containsExactly(A);

        assertThat(line.free(C, 1)).isZero();
        assertThat(line.free(C, 3)).isEqualTo(2);
        assertThat(line.free(A, 1)).isEqualTo(1);
    }

    @Test
    void aCalledPodThatCouldNotTakeLetsTheNextOneTryAndComesFirstWhenMoreIsFree() {
        line.enter(A);
        line.enter(B);
        line.call(1);
        assertThat(line.enter(A)).as("the next one may try").isTrue();

        assertThat(line.call(1)).containsExactly(B);
        assertThat(line.free(C, 1)).as("nobody overtakes the one called").isZero();
        line.leave(B);
        assertThat(line.free(C, 1)).as("what lies there unused may be taken").isEqualTo(1);
        line.renew();
        assertThat(line.call(1)).containsExactly(A);
    }

    @Test
    void aCalledPodThatLeavesPassesTheUnitOn() {
        line.enter(A);
        line.enter(B);
        line.call(1);
        assertThat(line.leave(A)).isTrue();

        assertThat(line.call(1)).containsExactly(B);
    }

    @Test
    void waitingTwiceDoesNotLoseThePlace() {
        line.enter(A);
        line.enter(B);
        line.enter(A);

        assertThat(line.everybody()).containsExactly(A, B);
        assertThat(line.leave(C)).isFalse();
    }

    @Test
    void nodeSlotsAreCountedAndWaitedFor() {
        NodeSlots slots = new NodeSlots();
        assertThat(slots.free(FACTS, AttachMode.SECONDARY, A)).isEqualTo(2);
        assertThat(slots.take(NODE, 2, 2)).isTrue();
        assertThat(slots.take(NODE, 1, 2)).isFalse();
        assertThat(slots.free(FACTS, AttachMode.SECONDARY, A)).isZero();
        slots.line(NODE).enter(A);
        slots.line(NODE).enter(B);

        slots.add(NODE, -1);

        assertThat(slots.call(NODE)).containsExactly(A);
        assertThat(slots.free(FACTS, AttachMode.SECONDARY, C)).as("overtaking").isZero();
        assertThat(slots.free(FACTS, AttachMode.SECONDARY, A)).isEqualTo(1);
        assertThat(slots.ahead(NODE, B)).isZero();
        assertThat(slots.used(NODE)).isEqualTo(1);
    }

    @Test
    void aNodeThatHoldsMoreThanItHasShowsNothingFree() {
        NodeSlots slots = new NodeSlots();
        slots.add(NODE, 5);

        assertThat(slots.free(FACTS, AttachMode.SECONDARY, A)).isZero();
        assertThat(slots.take(NODE, 1, 2)).isFalse();
        assertThat(slots.call(NODE)).isEmpty();
    }

    @Test
    void workSlotsAreTakenUpToTheCap() {
        WorkSlots work = new WorkSlots(1);
        assertThat(work.take()).isTrue();
        assertThat(work.take()).isFalse();
        work.line().enter(A);
        assertThat(work.free(A)).isZero();
        assertThat(work.call()).isEmpty();
        work.add(-1);

        assertThat(work.call()).containsExactly(A);
        assertThat(work.free(A)).isEqualTo(1);
        assertThat(work.free(B)).isZero();
        assertThat(work.ahead(B)).isZero();
    }
}
