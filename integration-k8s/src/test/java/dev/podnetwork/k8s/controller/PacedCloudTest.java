package dev.podnetwork.k8s.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The controllers' reads stay within their share in every window of 60 s. */
class PacedCloudTest {
    private static final long MINUTE = 60_000_000_000L;

    @Test
    void noWindowSeesMoreThanATenthOfTheLimit() {
        SimWorld world = new SimWorld(3);
        SimProcess process = world.start("paced");
        List<Long> sent = new ArrayList<>();
        PacedCloud cloud = new PacedCloud(
                process,
                op -> {
                    sent.add(process.ticks());
                    return CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE);
                },
                Map.of("DescribeVSwitches", 300));
        for (int i = 0; i < 200; i++) {
            cloud.call(new CloudOp.DescribeVSwitches(null, null, 1));
            world.runFor(Duration.ofMillis(500));
        }
        world.runFor(Duration.ofMinutes(20));
        assertThat(sent).as("every call is sent in the end").hasSize(200);
        for (int i = 0; i < sent.size(); i++) {
            long from = sent.get(i);
            assertThat(sent.stream()
                            .filter(at -> at >= from && at < from + MINUTE)
                            .count())
                    .isLessThanOrEqualTo(30);
        }
        assertThat(PacedCloud.leftOf(Map.of("DescribeVSwitches", 300))).containsEntry("DescribeVSwitches", 270);
    }

    @Test
    void aCallThatIsNeverAnsweredOrBreaksEndsAsAFailure() {
        SimWorld world = new SimWorld(3);
        SimProcess process = world.start("paced");
        List<CloudReply> replies = new ArrayList<>();
        List<CompletionStage<CloudReply>> answers = new ArrayList<>(List.of(
                new CompletableFuture<>(), CompletableFuture.failedFuture(new IllegalStateException("broken"))));
        PacedCloud cloud = new PacedCloud(
                process,
                op -> {
                    if (answers.isEmpty()) {
                        throw new IllegalStateException("broken at once");
                    }
                    return answers.remove(0);
                },
                Map.of("DescribeVSwitches", 300));
        for (int i = 0; i < 3; i++) {
            cloud.call(new CloudOp.DescribeVSwitches(null, null, 1)).thenAccept(replies::add);
        }
        world.runFor(Duration.ofSeconds(11));
        assertThat(replies).hasSize(3).allMatch(CloudReply.Failed.class::isInstance);
    }
}
