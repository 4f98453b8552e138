package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that are lent end with the environment that made them, and take nothing with them that was not begun. */
class SystemEnvTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static Thread threadOf(SystemEnv env) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        env.execute(() -> thread.complete(Thread.currentThread()));
        return thread.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void itsThreadsAreDaemonsAndEndWhenItIsClosed() throws Exception {
        SystemEnv env = new SystemEnv(1);
        Thread thread = threadOf(env);
        assertThat(thread.isDaemon())
                .as("an embedder's process ends without us")
                .isTrue();
        assertThat(thread.getName()).startsWith("pod-network-");
        env.close();
        env.close();
        thread.join(LONG.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void whatWaitsWhenItIsClosedIsDroppedAndSoIsWhatComesLater() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch hold = new CountDownLatch(1);
        SystemEnv env = new SystemEnv(1);
        Thread thread = threadOf(env);
        env.execute(() -> await(hold));
        env.execute(ran::incrementAndGet);
        env.schedule(0, ran::incrementAndGet);
        env.close();
        hold.countDown();
        thread.join(LONG.toMillis());
        env.execute(ran::incrementAndGet);
        env.schedule(0, ran::incrementAndGet).cancel();
        assertThat(thread.isAlive()).isFalse();
        assertThat(ran).hasValue(0);
    }

    @Test
    void aTimerThatWasCancelledDoesNotRun() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (SystemEnv env = new SystemEnv(1)) {
            CountDownLatch hold = new CountDownLatch(1);
            env.execute(() -> await(hold));
            env.schedule(0, ran::incrementAndGet).cancel();
            hold.countDown();
            threadOf(env);
        }
        assertThat(ran).hasValue(0);
    }

    /** Until it is let go, or the thread is interrupted because the environment was closed. */
    private static void await(CountDownLatch hold) {
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
