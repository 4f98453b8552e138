package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.runtime.EventLoop;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How often somebody looks for the end of an attach, who hears of it, and that no question waits for the limit in vain. */
class AttachWatcherTest {
    private static final long ANSWER = 150_000_000L;

    private final SimWorld world = new SimWorld(3);
    private final SimProcess process = world.start("p");
    private final List<List<EniId>> asked = new ArrayList<>();
    private final List<Observation> seen = new ArrayList<>();
    private final List<CloudFault> failed = new ArrayList<>();
    private EniStatus status = EniStatus.ATTACHING;
    private CloudFault fault;
    private double left = 1;

    private final AttachWatcher watcher = new AttachWatcher(process, new EventLoop(process), this::ask, () -> left);

    private final InterfaceWatcher.Sink sink = new InterfaceWatcher.Sink() {
        @Override
        public void seen(Observation observation) {
            seen.add(observation);
        }

        @Override
        public void failed(CloudFault why) {
            failed.add(why);
        }
    };

    private void ask(List<EniId> ids, Consumer<InterfaceWatcher.Answer> answered) {
        asked.add(List.copyOf(ids));
        long sentAt = process.ticks();
        EniStatus now = status;
        process.schedule(ANSWER, () -> {
            Map<EniId, EniDescription> found = new LinkedHashMap<>();
            ids.forEach(id -> found.put(id, description(id, now)));
            answered.accept(new InterfaceWatcher.Answer(fault == null ? found : Map.of(), fault, sentAt));
        });
    }

    private static EniDescription description(EniId id, EniStatus status) {
        return new EniDescription(
                id,
                EniType.SECONDARY,
                status,
                "mac",
                VpcId.of("vpc-1"),
                VSwitchId.of("vsw-a"),
                ZoneId.of("zone-a"),
                List.of(),
                null,
                List.of("10.0.0.1"),
                List.of(),
                null,
                Map.of(),
                SimWorld.START);
    }

    private void watch(int count, boolean first) {
        for (int i = 0; i < count; i++) {
            watcher.watch(EniId.of("eni-" + i), first, sink);
        }
    }

    @Test
    void theFirstLookIsWhenTheFirstIsExpected() {
        watch(3, true);
        world.runFor(Duration.ofNanos(watcher.expected() - 1));
        assertThat(asked).isEmpty();
        world.runFor(Duration.ofMillis(1));
        assertThat(asked).containsExactly(List.of(EniId.of("eni-0"), EniId.of("eni-1"), EniId.of("eni-2")));
    }

    @Test
    void theNextQuestionDoesNotWaitForTheAnswerAndTheEndIsHeardOnce() {
        watch(1, false);
        world.runFor(Duration.ofMillis(100));
        assertThat(asked).hasSizeBetween(3, 5);
        status = EniStatus.IN_USE;
        world.runFor(Duration.ofSeconds(3));
        assertThat(seen).hasSize(1);
        int questions = asked.size();
        world.runFor(Duration.ofSeconds(3));
        assertThat(asked).hasSize(questions);
    }

    @Test
    void whatIsNotYetTheEndIsHeardAfterASecond() {
        watch(1, false);
        world.runFor(Duration.ofMillis(900));
        assertThat(seen).isEmpty();
        world.runFor(Duration.ofMillis(400));
        assertThat(seen).hasSize(1);
    }

    @Test
    void aFaultIsHeardByEverybodyOnce() {
        fault = CloudFault.of(CloudFault.Kind.THROTTLED, CloudFault.Scope.ACCOUNT, "Throttling.User", "slow down");
        watch(2, false);
        world.runFor(Duration.ofSeconds(2));
        assertThat(failed).hasSize(2);
        assertThat(seen).isEmpty();
    }

    @Test
    void manyAreAskedForSlowly() {
        watch(250, false);
        world.runFor(Duration.ofMillis(990));
        assertThat(asked).hasSize(5).allSatisfy(ids -> assertThat(ids).hasSizeLessThanOrEqualTo(100));
        assertThat(asked.stream().flatMap(List::stream).distinct()).hasSize(250);
    }

    @Test
    void withoutAFreeCallEachIsAskedForOnceAtATime() {
        left = 0;
        watch(1, false);
        world.runFor(Duration.ofNanos(ANSWER - 1));
        assertThat(asked).hasSize(1);
        world.runFor(Duration.ofSeconds(1));
        assertThat(asked).hasSizeBetween(4, 7);
    }

    @Test
    void whenToLookIsLearnt() {
        long at = watcher.expected();
        status = EniStatus.IN_USE;
        for (int i = 0; i < 40; i++) {
            watch(1, true);
            world.runFor(Duration.ofSeconds(5));
        }
        assertThat(watcher.expected()).isLessThan(at / 2);
        long early = watcher.expected();
        status = EniStatus.ATTACHING;
        for (int i = 0; i < 400; i++) {
            watch(1, true);
            world.runFor(Duration.ofSeconds(40));
        }
        assertThat(watcher.expected()).isGreaterThan(2 * early).isLessThanOrEqualTo(20_000_000_000L);
    }

    @Test
    void whatIsForgottenIsNotAskedFor() {
        watch(3, true);
        watcher.clear();
        world.runFor(Duration.ofSeconds(30));
        assertThat(asked).isEmpty();
    }
}
