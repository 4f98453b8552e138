package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private static final int POSTERS = 4;
    private static final int TASKS = 50_000;

    @Test
    void underRealThreadsEveryTaskRunsOnceAloneAndInTheOrderOfItsPoster() throws InterruptedException {
        try (SystemEnv env = new SystemEnv(3)) {
            EventLoop loop = new EventLoop(env);
            int[] next = new int[POSTERS];
            int[] inside = new int[1];
            List<String> wrong = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(POSTERS * TASKS);
            List<Thread> posters = new ArrayList<>();
            for (int p = 0; p < POSTERS; p++) {
                int poster = p;
                posters.add(new Thread(() -> {
                    for (int i = 0; i < TASKS; i++) {
                        int number = i;
                        loop.post(() -> {
                            if (++inside[0] != 1 || next[poster] != number) {
                                wrong.add(poster + " ran " + number + " instead of " + next[poster]);
                            }
                            next[poster] = number + 1;
                            inside[0]--;
                            done.countDown();
                        });
                    }
                }));
            }
            posters.forEach(Thread::start);
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            for (Thread poster : posters) {
                poster.join();
            }
            assertThat(wrong).isEmpty();
            assertThat(next).containsOnly(TASKS);
        }
    }

    @Test
    void aTaskThatFailsDoesNotHoldUpTheOthers() {
        SimWorld world = new SimWorld(1);
        EventLoop loop = new EventLoop(world.start("p"));
        List<String> ran = new ArrayList<>();
        loop.post(() -> {
            throw new IllegalStateException("this one fails");
        });
        loop.post(() -> ran.add("next"));
        world.runFor(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void afterAnErrorTheLoopGoesOn() {
        SimWorld world = new SimWorld(1);
        EventLoop loop = new EventLoop(world.start("p"));
        List<String> ran = new ArrayList<>();
        loop.post(() -> {
            throw new AssertionError("an error is not swallowed");
        });
        loop.post(() -> ran.add("next"));
        assertThatThrownBy(() -> world.runFor(Duration.ofSeconds(1))).isInstanceOf(AssertionError.class);
        world.runFor(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void aClosedLoopRunsNothingMore() {
        SimWorld world = new SimWorld(1);
        EventLoop loop = new EventLoop(world.start("p"));
        List<String> ran = new ArrayList<>();
        loop.post(loop::close);
        loop.post(() -> ran.add("late"));
        loop.postAfter(1_000, () -> ran.add("later"));
        world.runFor(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();
    }
}
