package dev.podnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rollout under the published limits keeps what the library promises, and beats the model of what is there today. */
final class RolloutSim {
    @Test
    void aThousandPodsComeAtTheRateOfTheLimit() {
        Rollout ours = RolloutBenchmark.ours(SiteSpec.rollout(1_000));
        assertThat(ours.steadyRate()).isGreaterThanOrEqualTo(0.95 * RolloutBenchmark.bucketRate());
        assertThat(ours.mutatingPerPod()).isLessThanOrEqualTo(2.1);
        assertThat(ours.describesPerPod()).isLessThanOrEqualTo(0.1);
        assertThat(ours.commitsPerPod()).isEqualTo(3.0);
        assertThat(ours.throttled()).isZero();
    }

    @Test
    void theModelOfFixedSleepsBindsEveryPodAndIsSlower() {
        Rollout rival = SleepingRival.of(SiteSpec.rollout(200));
        Rollout ours = RolloutBenchmark.ours(SiteSpec.rollout(200));
        assertThat(rival.boundAt()).doesNotContain(0);
        assertThat(rival.seconds()).isGreaterThan(ours.seconds());
    }
}
