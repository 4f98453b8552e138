package dev.podnetwork.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.core.retry.RetryDecision.DescribeFirst;
import dev.podnetwork.core.retry.RetryDecision.GiveUp;
import dev.podnetwork.core.retry.RetryDecision.RetryAfter;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class RetryPolicyProperties {
    private static final long SECOND = 1_000_000_000L;

    private static CloudFault fault(Kind kind, @Nullable Duration retryAfter) {
        return new CloudFault(kind, CloudFault.Scope.ACCOUNT, retryAfter, kind.name(), true, "injected");
    }

    private static long delay(Kind kind, int attempt, long random) {
        return RetryPolicy.decide(fault(kind, null), attempt, random).nanos();
    }

    @Property
    void delaysAreBounded(
            @ForAll Kind kind, @ForAll @IntRange(min = 1, max = 100_000) int attempt, @ForAll long random) {
        long least = kind == Kind.TOKEN_SPENT ? 0 : SECOND;
        assertThat(delay(kind, attempt, random)).isBetween(least, 390 * SECOND);
    }

    @Property
    void delaysNeverShrinkWithTheAttempt(
            @ForAll Kind kind, @ForAll @IntRange(min = 1, max = 100) int attempt, @ForAll long random) {
        assertThat(delay(kind, attempt + 1, random)).isGreaterThanOrEqualTo(delay(kind, attempt, random));
    }

    @Property
    void whatTheCloudAsksForIsHonoured(
            @ForAll @IntRange(min = 0, max = 3_600) int seconds,
            @ForAll @IntRange(min = 1, max = 20) int attempt,
            @ForAll long random) {
        for (Kind kind : new Kind[] {Kind.THROTTLED, Kind.UNAVAILABLE, Kind.CONFLICT, Kind.QUOTA_EXCEEDED}) {
            RetryDecision decision = RetryPolicy.decide(fault(kind, Duration.ofSeconds(seconds)), attempt, random);
            assertThat(decision.nanos()).isGreaterThanOrEqualTo(seconds * SECOND);
        }
    }

    @Property
    void theSameBitsGiveTheSameDelay(
            @ForAll Kind kind, @ForAll @IntRange(min = 1, max = 50) int attempt, @ForAll long random) {
        assertThat(RetryPolicy.decide(fault(kind, null), attempt, random))
                .isEqualTo(RetryPolicy.decide(fault(kind, null), attempt, random));
    }

    @Example
    void eachKindHasItsWay() {
        for (Kind kind : Kind.values()) {
            Class<? extends RetryDecision> way = switch (kind) {
                case THROTTLED, UNAVAILABLE -> RetryAfter.class;
                case OUTCOME_UNKNOWN, CONFLICT, NOT_FOUND, TOKEN_SPENT -> DescribeFirst.class;
                case ADDRESS_EXHAUSTED, QUOTA_EXCEEDED, FORBIDDEN, INVALID_REQUEST -> GiveUp.class;
            };
            assertThat(RetryPolicy.decide(fault(kind, null), 1, 0)).isInstanceOf(way);
        }
        assertThat(delay(Kind.INVALID_REQUEST, 1, 0)).isEqualTo(300 * SECOND);
        assertThat(delay(Kind.TOKEN_SPENT, 9, -1)).isZero();
        assertThat(delay(Kind.THROTTLED, 1, 0)).isEqualTo(SECOND);
        assertThat(delay(Kind.THROTTLED, 50, 0)).isEqualTo(30 * SECOND);
    }
}
