package dev.podnetwork.k8s.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstGoesAtOnceAndTheRestAtTheRateInOrder() {
        SimWorld world = new SimWorld(5);
        SimProcess process = world.start("client");
        CallLimit limit = new CallLimit(process, 20, 30);
        long start = process.ticks();
        List<Integer> order = new ArrayList<>();
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            int n = i;
            limit.run(() -> {
                order.add(n);
                sent.add(process.ticks() - start);
            });
        }
        world.runFor(Duration.ofMinutes(1));
        assertThat(order).hasSize(130).isSorted();
        assertThat(sent.stream().filter(at -> at < SECOND / 20).count()).isEqualTo(30);
        assertThat(sent.get(129)).isBetween(5 * SECOND - SECOND / 10, 5 * SECOND + SECOND / 10);
    }

    @Test
    void aLimitThatLetsNothingThroughIsRefused() {
        SimProcess process = new SimWorld(5).start("client");
        assertThatThrownBy(() -> new CallLimit(process, 0, 1)).hasMessageContaining("0.0 requests a second");
        assertThatThrownBy(() -> new CallLimit(process, 1, 0)).hasMessageContaining("0 at once");
    }
}
