package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.plan.NodeReading.Quiet;
import dev.podnetwork.core.plan.PoolPolicy.Reclaim;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleReclaimTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long NOW = 1_000 * MINUTE;

    @Test
    void aPoolThatWasUsedLatelyIsLeftAlone_H28() {
        IdleReclaim lately = decide(1, 5, 2, 4, quiet(10, NOW - MINUTE));

        assertThat(lately).isEqualTo(new IdleReclaim(-1, null));
    }

    @Test
    void aQuietPoolGivesABatchBack_H28() {
        IdleReclaim due = decide(1, 5, 2, 4, quiet(40, NOW - MINUTE));

        assertThat(due).isEqualTo(new IdleReclaim(2, NOW + 10 * MINUTE));
    }

    @ParameterizedTest(name = "idle {0}, max {1}, min {2}, batch {3}: {4}")
    @CsvSource({"6, 10, 5, 3, 1", "3, 10, 2, 5, 1", "5, 5, 2, 5, 3"})
    void neverBelowTheMinimum_H29(int idle, int max, int min, int batch, int surplus) {
        IdleReclaim due = decide(min, max, batch, idle, quiet(40, NOW - MINUTE));

        assertThat(due).isEqualTo(new IdleReclaim(surplus, NOW + 10 * MINUTE));
    }

    @Test
    void theFirstLookOnlySetsTheTime() {
        assertThat(decide(1, 5, 2, 7, quiet(40, null))).isEqualTo(new IdleReclaim(2, NOW + 10 * MINUTE));
        assertThat(decide(1, 5, 2, 4, quiet(40, NOW + MINUTE))).isEqualTo(new IdleReclaim(-1, NOW + MINUTE));
    }

    @Test
    void missingIntervalAndBatchAreTheDefaults_W23() {
        Reclaim reclaim = new Reclaim(30 * MINUTE, 0, 0);

        assertThat(reclaim).isEqualTo(new Reclaim(30 * MINUTE, 10 * MINUTE, 5));
    }

    @Test
    void theJitterMakesTheIntervalLonger() {
        PoolPolicy policy = PoolPolicy.idle(0, 5).withReclaim(new Reclaim(30 * MINUTE, 10 * MINUTE, 2));

        IdleReclaim due = IdleReclaim.decide(policy, new Quiet(NOW, 0, NOW, 0.1), 3);

        assertThat(due.nextAt()).isEqualTo(NOW + 11 * MINUTE);
    }

    private static Quiet quiet(int minutesAgo, @Nullable Long nextAt) {
        return new Quiet(NOW, NOW - minutesAgo * MINUTE, nextAt, 0);
    }

    private static IdleReclaim decide(int min, int max, int batch, int idle, Quiet quiet) {
        PoolPolicy policy = PoolPolicy.idle(min, max).withReclaim(new Reclaim(30 * MINUTE, 10 * MINUTE, batch));
        return IdleReclaim.decide(policy, quiet, idle);
    }
}
