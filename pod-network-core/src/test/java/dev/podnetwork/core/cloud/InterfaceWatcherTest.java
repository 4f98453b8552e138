package dev.podnetwork.core.cloud;

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
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Batched describes (weaknesses W1, W42, W50): how many ids, how often, how soon, and who hears. */
class InterfaceWatcherTest {
    private static final long PACE = 1_500_000_000L;

    private final SimWorld world = new SimWorld(3);
    private final SimProcess process = world.start("p");
    private final List<List<EniId>> asked = new ArrayList<>();
    private final List<Long> askedAt = new ArrayList<>();
    private final List<Observation> seen = new ArrayList<>();
    private final List<CloudFault> failed = new ArrayList<>();
    private EniStatus status = EniStatus.IN_USE;
    private CloudFault fault;

    private final InterfaceWatcher watcher = new InterfaceWatcher(process, process::execute, this::ask);

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
        asked.add(ids);
        askedAt.add(world.nanos());
        long sentAt = process.ticks();
        Map<EniId, EniDescription> found = new LinkedHashMap<>();
        ids.forEach(id -> found.put(id, description(id, status)));
        process.schedule(
                50_000_000L,
                () -> answered.accept(new InterfaceWatcher.Answer(fault == null ? found : Map.of(), fault, sentAt)));
    }

    private static EniDescription description(EniId id, EniStatus status) {
        return new EniDescription(
                id,
                EniType.MEMBER,
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

    private void watch(int from, int count, Call after, boolean first) {
        for (int i = from; i < from + count; i++) {
            watcher.watch(EniId.of("eni-" + i), after, first, sink);
        }
    }

    @Test
    void oneQuestionServesAllWhoWaitAtTheTimeTheFirstIsExpected() {
        long expected = watcher.latency(Call.ATTACH);
        watch(0, 60, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(10));

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).hasSize(60);
        assertThat(askedAt.get(0)).isEqualTo(expected);
        assertThat(seen)
                .hasSize(60)
                .allSatisfy(each -> assertThat(each.absent()).isFalse());
    }

    @Test
    void neverMoreThanAHundredIdsInOneQuestion() {
        watch(0, 250, Call.OBSERVE, true);
        world.runFor(Duration.ofSeconds(10));

        assertThat(asked).allSatisfy(ids -> assertThat(ids).hasSizeLessThanOrEqualTo(100));
        assertThat(seen).hasSize(250);
        assertThat(askedAt.subList(0, 2)).as("a full batch waits for no pace").containsExactly(0L, 0L);
    }

    @Test
    void questionsKeepTheirPace() {
        for (int i = 0; i < 100; i++) {
            watch(i, 1, Call.OBSERVE, true);
            world.runFor(Duration.ofMillis(100));
        }
        for (int i = 1; i < askedAt.size(); i++) {
            assertThat(askedAt.get(i) - askedAt.get(i - 1)).isGreaterThanOrEqualTo(PACE);
        }
        assertThat(asked.size()).isBetween(6, 8);
    }

    @Test
    void aBurstOfDisappointmentsIsOneLesson() {
        long expected = watcher.latency(Call.ATTACH);
        status = EniStatus.ATTACHING;
        watch(0, 2_000, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(10));

        assertThat(asked).hasSizeGreaterThanOrEqualTo(20);
        assertThat(watcher.latency(Call.ATTACH)).isGreaterThan(expected).isLessThan(expected * 3 / 2);
    }

    @Test
    void aSlowCloudIsAskedLaterAndAFastOneSooner() {
        long at = watcher.latency(Call.ATTACH);
        status = EniStatus.ATTACHING;
        watch(0, 5, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(30));
        long slow = watcher.latency(Call.ATTACH);
        assertThat(slow).isGreaterThan(at);

        status = EniStatus.IN_USE;
        watch(0, 5, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(30));
        assertThat(watcher.latency(Call.ATTACH)).isLessThan(slow);
        assertThat(watcher.latency(Call.DETACH)).as("each change has its own").isEqualTo(at);
    }

    @Test
    void oneInterfaceThatNeverGetsReadyDoesNotSlowTheOthers_W42() {
        long before = watcher.latency(Call.ATTACH);
        status = EniStatus.AVAILABLE;
        for (int i = 0; i < 60; i++) {
            watch(0, 1, Call.ATTACH, true);
            world.runFor(Duration.ofSeconds(40));
        }
        long after = watcher.latency(Call.ATTACH);
        assertThat(after).isLessThan(before * 3 / 2);

        status = EniStatus.IN_USE;
        watch(0, 1, Call.ATTACH, false);
        world.runFor(Duration.ofSeconds(40));
        status = EniStatus.ATTACHING;
        watch(0, 1, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(40));
        assertThat(watcher.latency(Call.ATTACH))
                .as("once it was ready it teaches again")
                .isGreaterThan(after);
    }

    @Test
    void aDetachThatWasNeverSeenIsExpectedToTakeAsLongAsAnAttach() {
        assertThat(watcher.expected(Call.DETACH)).isEqualTo(watcher.latency(Call.DETACH));
        status = EniStatus.ATTACHING;
        watch(0, 5, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(30));
        long learnt = watcher.latency(Call.ATTACH);
        assertThat(watcher.expected(Call.DETACH)).isEqualTo(learnt);
        assertThat(watcher.expected(Call.DELETE)).isEqualTo(watcher.latency(Call.DELETE));

        status = EniStatus.AVAILABLE;
        watch(0, 5, Call.DETACH, true);
        world.runFor(Duration.ofSeconds(30));
        assertThat(watcher.expected(Call.DETACH))
                .as("what is seen of it counts from there")
                .isEqualTo(watcher.latency(Call.DETACH))
                .isLessThan(learnt)
                .isGreaterThan(learnt * 9 / 10);
    }

    @Test
    void theFirstThatIsLateTellsByHowMuch() {
        long expected = watcher.latency(Call.ATTACH);
        status = EniStatus.ATTACHING;
        watch(0, 1, Call.ATTACH, true);
        world.runFor(Duration.ofMillis(2_500));
        status = EniStatus.IN_USE;
        watch(0, 1, Call.ATTACH, false);
        world.runFor(Duration.ofSeconds(5));

        assertThat(askedAt).hasSize(2);
        assertThat(watcher.latency(Call.ATTACH))
                .isEqualTo((askedAt.get(0) + askedAt.get(1)) / 2)
                .isGreaterThan(expected * 13 / 10);
    }

    @Test
    void whatIsLearntHasBounds() {
        status = EniStatus.ATTACHING;
        for (int i = 0; i < 60; i++) {
            watch(i, 1, Call.ATTACH, true);
            world.runFor(Duration.ofSeconds(40));
        }
        assertThat(watcher.latency(Call.ATTACH)).isEqualTo(20_000_000_000L);
        status = EniStatus.IN_USE;
        for (int i = 0; i < 200; i++) {
            watch(0, 1, Call.ATTACH, true);
            world.runFor(Duration.ofSeconds(40));
        }
        assertThat(watcher.latency(Call.ATTACH)).isEqualTo(200_000_000L);
    }

    @Test
    void aFailureIsHeardByEveryoneAndTeachesNothing() {
        long before = watcher.latency(Call.ATTACH);
        fault = CloudFault.of(CloudFault.Kind.THROTTLED, CloudFault.Scope.ACCOUNT, "Throttling.User", "slow down");
        watch(0, 7, Call.ATTACH, true);
        world.runFor(Duration.ofSeconds(10));

        assertThat(failed).hasSize(7).containsOnly(fault);
        assertThat(seen).isEmpty();
        assertThat(watcher.latency(Call.ATTACH)).isEqualTo(before);
    }

    @Test
    void whatTheAnswerDoesNotHoldIsAbsentAsOfTheQuestion() {
        InterfaceWatcher empty = new InterfaceWatcher(
                process,
                process::execute,
                (ids, answered) -> answered.accept(new InterfaceWatcher.Answer(Map.of(), null, 42)));
        empty.watch(EniId.of("eni-1"), Call.OBSERVE, true, sink);
        world.runFor(Duration.ofSeconds(2));

        assertThat(seen).containsExactly(new Observation(EniId.of("eni-1"), null, 42));
    }

    @Test
    void whatIsForgottenIsNotAskedFor() {
        watch(0, 3, Call.ATTACH, true);
        watcher.clear();
        world.runFor(Duration.ofSeconds(30));

        assertThat(watcher.questions()).isZero();
    }

    @Test
    void questionsThatAreNotFullTakeATwentiethOfTheLimit() {
        assertThat(InterfaceWatcher.paceWithin(800)).isEqualTo(1_500_000_000L);
        assertThat(InterfaceWatcher.paceWithin(100)).as("never slower").isEqualTo(1_500_000_000L);
        assertThat(InterfaceWatcher.paceWithin(2_400)).isEqualTo(500_000_000L);
        assertThat(InterfaceWatcher.paceWithin(1_000_000_000))
                .as("never quicker")
                .isEqualTo(100_000_000L);
    }
}
