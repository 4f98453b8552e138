package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** No window of 60 s sees more calls than the limit, however they come (spec: README decision 16). */
class ThrottleProperties {
    private static final long MINUTE = 60_000_000_000L;
    private static final String API = "CreateNetworkInterface";

    @Property(tries = 300)
    void noWindowOfAMinuteSeesMoreThanTheLimit(
            @ForAll @IntRange(min = 1, max = 520) int limit,
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 90_000) Long> gapsInMillis,
            @ForAll @IntRange(min = 1, max = 80) int burst) {
        SimWorld world = new SimWorld(7);
        SimProcess process = world.start("p");
        Throttle throttle = throttle(process, limit);
        List<Long> sent = new ArrayList<>();

        for (long gap : gapsInMillis) {
            world.runFor(Duration.ofMillis(gap));
            for (int i = 0; i < burst; i++) {
                throttle.submit(API, Priority.POD, () -> sent.add(world.nanos()));
            }
        }
        world.runFor(Duration.ofMinutes(5));

        assertThat(mostInAMinute(sent)).isLessThanOrEqualTo(limit);
    }

    @Property(tries = 60)
    void aFullQueueGetsAtLeastFourFifthsOfTheLimit(@ForAll @IntRange(min = 10, max = 800) int limit) {
        SimWorld world = new SimWorld(7);
        Throttle throttle = throttle(world.start("p"), limit);
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 6 * limit; i++) {
            throttle.submit(API, Priority.POD, () -> sent.add(world.nanos()));
        }

        world.runFor(Duration.ofMinutes(5));

        assertThat(sent.size()).isGreaterThanOrEqualTo(5 * limit * 4 / 5);
        assertThat(mostInAMinute(sent)).isLessThanOrEqualTo(limit);
    }

    static Throttle throttle(SimProcess process, int limit) {
        return new Throttle(process, process::execute, new ApiLimits(Map.of(API, limit), 500), MetricsSink.none());
    }

    static int mostInAMinute(List<Long> sent) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < sent.size(); to++) {
            while (sent.get(to) - sent.get(from) >= MINUTE) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
