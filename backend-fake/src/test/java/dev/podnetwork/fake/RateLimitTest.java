package dev.podnetwork.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.fake.state.RateWindows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final CloudOp LOOK = new CloudOp.DescribeInstances(List.of());

    private final FakeScene scene = FakeScene.quick();

    @Test
    void aFullMinuteTurnsCallsAwayUntilTheNextOne() {
        scene.cloud.setLimits(FakeLimits.none().with(LOOK.api(), 3));
        scene.pass(Duration.ofSeconds(45));
        for (int i = 0; i < 3; i++) {
            scene.cloud.call(LOOK);
        }

        CloudFault fault = scene.refused(LOOK);
        assertThat(fault.code()).isEqualTo("Throttling.User");
        assertThat(fault.kind()).isEqualTo(CloudFault.Kind.THROTTLED);
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(15));
        scene.cloud.call(new CloudOp.DescribeSecurityGroups(List.of()));
        scene.pass(Duration.ofMillis(14_999));
        assertThat(scene.codeOf(LOOK)).isEqualTo("Throttling.User");
        scene.pass(Duration.ofMillis(1));
        assertThat(scene.cloud.call(LOOK)).isNotNull();
    }

    @Test
    void whatIsSeenTellsFixedFromSlidingMinutes() {
        scene.pass(Duration.ofSeconds(59));
        callTimes(5);
        scene.pass(Duration.ofSeconds(2));
        callTimes(5);
        scene.pass(Duration.ofMinutes(5));
        callTimes(1);

        RateWindows.Seen seen = scene.cloud.inspect().calls(LOOK.api());
        assertThat(seen.calls()).isEqualTo(11);
        assertThat(seen.maxPerMinute()).isEqualTo(5);
        assertThat(seen.maxPerSlidingMinute()).isEqualTo(10);
        assertThat(seen.refused()).isZero();
    }

    @Test
    void aSlidingMinuteIsNeverOverstated() {
        callTimes(5);
        scene.pass(Duration.ofSeconds(60));
        callTimes(5);

        assertThat(scene.cloud.inspect().calls(LOOK.api()).maxPerSlidingMinute())
                .isEqualTo(5);
    }

    @Test
    void refusalsAreCounted() {
        scene.cloud.setLimits(FakeLimits.none().with(LOOK.api(), 1));
        callTimes(3);

        RateWindows.Seen seen = scene.cloud.inspect().calls(LOOK.api());
        assertThat(seen.throttled()).isEqualTo(2);
        assertThat(seen.refused()).isEqualTo(2);
    }

    @Test
    void thePublishedLimitsAreTheDefaults() {
        FakeLimits limits = FakeLimits.published();

        assertThat(limits.perMinute("CreateNetworkInterface")).isEqualTo(500);
        assertThat(limits.perMinute("DetachNetworkInterface")).isEqualTo(400);
        assertThat(limits.perMinute("DescribeNetworkInterfaces")).isEqualTo(800);
        assertThat(limits.perMinute("DescribeVSwitches")).isEqualTo(300);
        assertThat(limits.perMinute("TagResources")).isEqualTo(500);
    }

    private void callTimes(int times) {
        for (int i = 0; i < times; i++) {
            scene.cloud.call(LOOK);
        }
    }
}
