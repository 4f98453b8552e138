package dev.podnetwork.k8s.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The work queue in virtual time. */
class KeyedQueueTest {
    private final SimWorld world = new SimWorld(3);
    private final SimProcess process = world.start("queue");
    private final List<String> worked = new ArrayList<>();

    @Test
    void aKeyIsWorkedOnceHoweverOftenItIsAddedAndAgainWhenItIsAddedMeanwhile() {
        CompletableFuture<Optional<Duration>> first = new CompletableFuture<>();
        KeyedQueue<String> queue = new KeyedQueue<>(process, key -> {
            worked.add(key);
            return worked.size() == 1 ? first : CompletableFuture.completedFuture(Optional.empty());
        });
        queue.add("a");
        queue.add("a");
        world.runFor(Duration.ofSeconds(1));
        assertThat(worked).containsExactly("a");
        queue.add("a");
        queue.add("b");
        world.runFor(Duration.ofSeconds(1));
        assertThat(worked).as("never the same key twice at a time").containsExactly("a", "b");
        first.complete(Optional.empty());
        world.runFor(Duration.ofSeconds(1));
        assertThat(worked).containsExactly("a", "b", "a");
    }

    @Test
    void workThatWantsToLooksAgainAndAnEarlierAddReplacesTheWait() {
        KeyedQueue<String> queue = new KeyedQueue<>(process, key -> {
            worked.add(key);
            return CompletableFuture.completedFuture(Optional.of(Duration.ofSeconds(30)));
        });
        queue.add("a");
        world.runFor(Duration.ofSeconds(65));
        assertThat(worked).hasSize(3);
        queue.add("a");
        world.runFor(Duration.ofSeconds(29));
        assertThat(worked).as("the old timer is gone").hasSize(4);
    }

    @Test
    void workThatBreaksIsTriedLaterAndLater() {
        KeyedQueue<String> queue = new KeyedQueue<>(process, key -> {
            worked.add(key);
            throw new IllegalStateException("planted");
        });
        queue.add("a");
        world.runFor(Duration.ofMinutes(2));
        // 1, 2, 4, 8, 16, 30, 30 s apart.
        assertThat(worked).hasSizeBetween(7, 9);
        queue.close();
        world.runFor(Duration.ofMinutes(2));
        assertThat(worked).hasSizeBetween(7, 9);
    }
}
