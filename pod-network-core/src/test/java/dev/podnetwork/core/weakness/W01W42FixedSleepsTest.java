package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.Latency;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * W1: few workers block on polling and plain sleeps, which caps the throughput at about 2 pods a second. W42: sleeps of a
 * fixed size set the start-up time of a pod whatever the cloud takes. Weak variant: 10 workers, and 4 s after every attach.
 */
class W01W42FixedSleepsTest {
    private static final Duration SLEEP = Duration.ofSeconds(4);

    private static SystemUnderTest sleeping(int workers) {
        return Weak.built(
                ports -> Weak.with(
                        ports,
                        Weak.between(
                                ports.cloud(),
                                cloud -> op -> op instanceof CloudOp.AttachEni
                                        ? Weak.later(ports, cloud.call(op), SLEEP)
                                        : cloud.call(op))),
                core -> core.parallelPods(workers));
    }

    private static Duration timeFor(int pods, SystemUnderTest system) {
        SmallWorld w = new SmallWorld(FakeCloudConfig.strict(), 20);
        for (int i = 0; i < 20; i++) {
            w.trunkNode("n" + i, "a", 40);
        }
        w.start(system).runFor(Duration.ofMinutes(1));
        w.run(SmallWorld.deployment("web", 10), Wish.elastic().one()).untilBound(10);
        w.runFor(Duration.ofMinutes(1));
        long from = w.world.nanos();
        w.run(SmallWorld.deployment("burst", pods), Wish.elastic().one()).untilBound(10 + pods);
        return Duration.ofNanos(w.world.nanos() - from);
    }

    @Test
    void sixHundredPodsAreBoundAtTheRateThatTheLimitsPermit_W1() {
        double permitted = (600 - 50) / (0.9 * 500 / 60);
        Weak.shows(
                system -> assertThat(timeFor(600, system).toMillis() / 1000.0).isLessThan(permitted / 0.95 + 6),
                sleeping(10));
    }

    @Test
    void onePodIsBoundAsSoonAsTheCloudIsDone_W42() {
        Weak.shows(
                system -> {
                    assertThat(overhead(system, 200)).isLessThan(2_000);
                    assertThat(overhead(system, 1_000)).isLessThan(2_000);
                    assertThat(overhead(system, 8_000)).isLessThan(2_000);
                },
                sleeping(100));
    }

    /** Milliseconds from the wish of a pod to its binding, less what the cloud took. */
    private static long overhead(SystemUnderTest system, long attachMillis) {
        FakeLatencies quick = new FakeLatencies(
                Latency.ZERO,
                Latency.ZERO,
                Latency.ZERO,
                Latency.millis(100, 100),
                Latency.millis(attachMillis, attachMillis),
                Latency.ZERO,
                Latency.ZERO,
                Latency.ZERO);
        SmallWorld w = new SmallWorld(FakeCloudConfig.strict().withLatencies(quick)).trunkNode("n1", "a", 10);
        w.start(system);
        for (int i = 1; i <= 9; i++) {
            w.run(SmallWorld.bare("warm-" + i, "n1"), Wish.elastic().one()).untilBound("warm-" + i);
        }
        w.runFor(Duration.ofMinutes(1))
                .run(SmallWorld.bare("one", "n1"), Wish.elastic().one());
        w.until(() -> w.record("one") != null, Duration.ofMinutes(1), "it begins");
        long from = w.world.nanos();
        w.untilBound("one");
        return (w.world.nanos() - from) / 1_000_000 - 100 - attachMillis;
    }
}
