package dev.podnetwork.fake.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimWorldTest {
    private final SimWorld world = new SimWorld(7);
    private final List<String> seen = new ArrayList<>();

    private void at(long nanos, String what) {
        world.schedule(nanos, () -> seen.add(what + "@" + world.nanos()));
    }

    @Test
    void eventsHappenInTheOrderOfTimeAndThenOfArrival() {
        at(5, "late");
        at(2, "first");
        at(2, "second");
        at(0, "now");
        world.run(10);
        assertThat(seen).containsExactly("now@0", "first@2", "second@2", "late@5");
        assertThat(world.nanos()).isEqualTo(10);
    }

    @Test
    void whatAnEventAddsForNowComesAfterWhatWasDueNowAlready() {
        world.schedule(3, () -> at(0, "added"));
        at(3, "due");
        world.run(3);
        assertThat(seen).containsExactly("due@3", "added@3");
    }

    @Test
    void aLargeHeapStaysInOrder() {
        SimRandom random = new SimRandom(1);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            world.schedule(random.between(0, 500), () -> times.add(world.nanos()));
        }
        world.run(500);
        assertThat(times).hasSize(20_000).isSorted();
    }

    @Test
    void aCancelledEventDoesNotHappenAndIsForgotten() {
        List<dev.podnetwork.spi.Env.Timer> timers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            timers.add(world.timer(1_000 + i, () -> seen.add("cancelled")));
        }
        at(20_000, "kept");
        timers.forEach(dev.podnetwork.spi.Env.Timer::cancel);
        assertThat(world.pending()).isLessThan(6_000);
        world.run(30_000);
        assertThat(seen).containsExactly("kept@20000");
    }

    @Test
    void hooksRunAfterEveryEventAndMayEndTheRun() {
        at(1, "a");
        at(2, "b");
        world.afterEvent(() -> {
            if (seen.size() == 2) {
                throw new IllegalStateException("after " + seen);
            }
        });
        assertThatThrownBy(() -> world.run(10)).hasMessage("after [a@1, b@2]");
    }

    @Test
    void aLoopThatNeverEndsIsReported() {
        world.limitEvents(1_000);
        Runnable[] again = new Runnable[1];
        again[0] = () -> world.schedule(0, again[0]);
        world.schedule(0, again[0]);
        assertThatThrownBy(() -> world.run(1))
                .hasMessageContaining("1000 events")
                .hasMessageContaining("seed 7");
    }

    @Test
    void quietMeansThatNothingMovedForLongEnough() {
        Runnable[] look = new Runnable[1];
        look[0] = () -> world.schedule(1_000_000_000L, look[0]);
        look[0].run();
        world.schedule(Duration.ofSeconds(90).toNanos(), world::active);
        assertThat(world.runUntilQuiet(Duration.ofMinutes(1), Duration.ofSeconds(30)))
                .isFalse();
        assertThat(world.runUntilQuiet(Duration.ofMinutes(1), Duration.ofHours(1)))
                .isTrue();
        assertThat(world.nanos()).isEqualTo(Duration.ofSeconds(60).toNanos());
        world.schedule(0, world::active);
        world.step();
        assertThat(world.runUntilQuiet(Duration.ofMinutes(1), Duration.ofHours(1)))
                .isTrue();
        assertThat(world.nanos()).isEqualTo(Duration.ofSeconds(150).toNanos());
    }

    @Test
    void theSameSeedGivesTheSameNumbersAndAnotherSeedOthers() {
        assertThat(new SimRandom(42).nextLong()).isEqualTo(-4767286540954276203L);
        assertThat(new SimWorld(7).newRandom().nextLong())
                .isEqualTo(new SimWorld(7).newRandom().nextLong());
        assertThat(new SimWorld(7).newRandom().nextLong())
                .isNotEqualTo(new SimWorld(8).newRandom().nextLong());
    }
}
