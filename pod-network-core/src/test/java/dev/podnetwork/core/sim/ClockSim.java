package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.CoreSystem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention is counted from the recorded deletion time on the store's clock, whatever the clocks of processes show. */
class ClockSim {
    private static final ReleasePolicy TTL = ReleasePolicy.Ttl.of(Duration.ofMinutes(30));

    private static Stage retained(long seed) {
        Stage stage = new Stage(seed, CoreSystem.real())
                .processes(1)
                .node("n1", Stage.ZONE_A, 8)
                .stateful("web", 1, TTL, 1)
                .until("web-0", AllocationPhase.BOUND);
        stage.cluster.scale(Stage.ref("web"), 0);
        return stage.until("web-0", AllocationPhase.RETAINED);
    }

    private static void jump(Stage stage, int hours) {
        stage.fleet.alive().forEach(each -> each.process().jumpClock(Duration.ofHours(hours)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aJumpOfAnHourReleasesNothingEarlyAndNothingLate(int hours) {
        Stage stage = retained(3);
        jump(stage, hours);
        stage.minutes(28);
        assertThat(stage.is("web-0", AllocationPhase.RETAINED)).isTrue();
        jump(stage, -2 * hours);
        stage.world.runFor(Duration.ofSeconds(30));
        assertThat(stage.is("web-0", AllocationPhase.RETAINED)).isTrue();
        stage.minutes(9);
        assertThat(stage.record("web-0")).isEmpty();
        stage.demandWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aJumpOfAnHourTakesNothingFromAPodThatRuns(int hours) {
        Stage stage = new Stage(5, CoreSystem.real())
                .processes(1)
                .node("n1", Stage.ZONE_A, 8)
                .stateful("web", 2, TTL, 2)
                .until("web-1", AllocationPhase.BOUND);
        jump(stage, hours);
        stage.minutes(120);
        assertThat(stage.count(AllocationPhase.BOUND)).isEqualTo(2);
        stage.demandWell();
    }

    @Test
    void whatExpiredWhileNobodyRanGoesAtTheNextStart() {
        Stage stage = retained(4);
        stage.processes(0);
        stage.fleet.alive().forEach(each -> each.process().crash());
        stage.minutes(120);
        assertThat(stage.is("web-0", AllocationPhase.RETAINED)).isTrue();
        stage.fleet.invariants().disturbed();
        stage.processes(1).minutes(8);
        assertThat(stage.record("web-0")).isEmpty();
        stage.demandWell();
    }

    @Test
    void whatHasNotExpiredWhileNobodyRanStays() {
        Stage stage = retained(6);
        stage.processes(0);
        stage.fleet.alive().forEach(each -> each.process().crash());
        stage.minutes(20);
        stage.fleet.invariants().disturbed();
        stage.processes(1).minutes(5);
        assertThat(stage.is("web-0", AllocationPhase.RETAINED)).isTrue();
        stage.minutes(12);
        assertThat(stage.record("web-0")).isEmpty();
        stage.demandWell();
    }
}
