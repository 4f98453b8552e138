package dev.podnetwork.fake;

import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletionStage;

/** One time for the cloud and its callers, moved by the test. */
final class VirtualTime implements CloudClock {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;

    private record Task(long at, long order, Runnable run) {}

    @Override
    public Instant now() {
        return START.plusNanos(now);
    }

    @Override
    public void schedule(long delayNanos, Runnable run) {
        tasks.add(new Task(now + Math.max(0, delayNanos), order++, run));
    }

    void pass(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            step();
        }
        now = end;
    }

    /** Runs until the stage is complete and answers what it holds. */
    <T> T await(CompletionStage<T> stage) {
        var future = stage.toCompletableFuture();
        while (!future.isDone()) {
            if (!step()) {
                throw new AssertionError("nothing is left to happen and the stage is not complete");
            }
        }
        return future.join();
    }

    private boolean step() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        now = task.at();
        task.run().run();
        return true;
    }

    /** A process on this time; after {@link Process#crash} nothing of it runs any more. */
    Process process() {
        return new Process();
    }

    final class Process implements Env {
        private final SplitMix64 chance = new SplitMix64(7);
        private boolean crashed;

        void crash() {
            crashed = true;
        }

        @Override
        public long ticks() {
            return now;
        }

        @Override
        public Instant now() {
            return VirtualTime.this.now();
        }

        @Override
        public long nextLong() {
            return chance.nextLong();
        }

        @Override
        public void execute(Runnable task) {
            Timer unused = schedule(0, task);
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            boolean[] cancelled = {false};
            VirtualTime.this.schedule(delayNanos, () -> {
                if (!crashed && !cancelled[0]) {
                    task.run();
                }
            });
            return () -> cancelled[0] = true;
        }
    }
}
