package dev.podnetwork.fake.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimProcessTest {
    private final SimWorld world = new SimWorld(1);
    private final SimProcess process = world.start("controller");
    private final List<String> seen = new ArrayList<>();

    @Test
    void executeNeverRunsInsideTheCallAndKeepsTheOrder() {
        process.jitter(1_000_000);
        for (int i = 0; i < 50; i++) {
            String name = "t" + i;
            process.execute(() -> seen.add(name));
        }
        assertThat(seen).isEmpty();
        world.run(60_000_000);
        assertThat(seen).hasSize(50);
        for (int i = 0; i < 50; i++) {
            assertThat(seen.get(i)).isEqualTo("t" + i);
        }
    }

    @Test
    void aCrashDropsTasksTimersAndLaterCallbacks() {
        process.execute(() -> seen.add("task"));
        process.schedule(5, () -> seen.add("timer"));
        process.crash();
        process.execute(() -> seen.add("later"));
        process.schedule(5, () -> seen.add("later timer"));
        process.send(() -> seen.add("sent"));
        world.run(100);
        assertThat(seen).isEmpty();
        assertThat(process.alive()).isFalse();
    }

    @Test
    void aPausedProcessGoesOnWithEverythingThatCameDueInThatOrder() {
        process.schedule(5, () -> seen.add("timer"));
        Env.Timer cancelled = process.schedule(7, () -> seen.add("cancelled by the task before it"));
        process.pause();
        process.execute(cancelled::cancel);
        process.execute(() -> seen.add("task"));
        long before = process.ticks();
        world.run(100);
        assertThat(seen).isEmpty();
        assertThat(process.ticks() - before).isEqualTo(100);
        process.resume();
        process.execute(() -> seen.add("after"));
        world.run(101);
        assertThat(seen).containsExactly("task", "timer", "after");
    }

    @Test
    void heldEffectsLeaveLaterAndEvenAfterACrash() {
        process.holdEffects();
        process.send(() -> seen.add("first"));
        process.send(() -> seen.add("second"));
        world.run(10);
        assertThat(seen).isEmpty();
        process.crash();
        world.run(20);
        assertThat(seen).containsExactly("first", "second");
        assertThat(process.holding()).isFalse();
    }

    @Test
    void aJumpOfTheWallClockLeavesTheTicksAlone() {
        long ticks = process.ticks();
        process.jumpClock(Duration.ofHours(-1));
        assertThat(process.now()).isEqualTo(SimWorld.START.minusSeconds(3600));
        assertThat(process.ticks()).isEqualTo(ticks);
        assertThat(world.start("other").ticks()).isNotEqualTo(ticks);
    }
}
