package dev.podnetwork.api.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.release.AllocationType.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllocationTypeTest {
    @Test
    void theUsersTextOfATimeToLiveSurvives() {
        AllocationType written = AllocationType.fixedTtl("20m");
        assertThat(written.releasePolicy()).isEqualTo(new ReleasePolicy.Ttl(Duration.ofMinutes(20), "20m"));
        assertThat(AllocationType.of(written.releasePolicy())).isEqualTo(written);
    }

    @Test
    void elasticAndNeverKeepTheirMeaning() {
        assertThat(AllocationType.ELASTIC.releasePolicy()).isEqualTo(ReleasePolicy.ELASTIC);
        assertThat(AllocationType.fixedNever().releasePolicy()).isEqualTo(ReleasePolicy.NEVER);
        assertThat(AllocationType.of(ReleasePolicy.NEVER)).isEqualTo(AllocationType.fixedNever());
        assertThat(AllocationType.of(ReleasePolicy.ELASTIC)).isEqualTo(AllocationType.ELASTIC);
        assertThat(ReleasePolicy.NEVER.isFixed()).isTrue();
        assertThat(ReleasePolicy.ELASTIC.isFixed()).isFalse();
    }

    @Test
    void aStoredObjectThatNobodyCheckedIsKeptRatherThanReleased() {
        AllocationType noStrategy = new AllocationType(Kind.FIXED, null, null);
        assertThat(noStrategy.releasePolicy()).isEqualTo(ReleasePolicy.NEVER);
        assertThat(AllocationType.fixedTtl("soon").releasePolicy()).isEqualTo(ReleasePolicy.NEVER);
        assertThat(AllocationType.fixedTtl("-5m").releasePolicy())
                .isEqualTo(new ReleasePolicy.Ttl(Duration.ZERO, "-5m"));
    }

    @Test
    void aNegativeTimeToLiveIsRefused() {
        assertThatThrownBy(() -> ReleasePolicy.Ttl.of(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1s is negative");
    }

    @Test
    void wireTextsAreExact() {
        assertThat(Kind.ofWire("Fixed")).contains(Kind.FIXED);
        assertThat(Kind.ofWire("fixed")).isEmpty();
        assertThat(ReleaseStrategy.ofWire("Never")).contains(ReleaseStrategy.NEVER);
        assertThat(ReleaseStrategy.ofWire("never")).isEmpty();
    }
}
