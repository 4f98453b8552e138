package dev.podnetwork.api.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "2h45m, PT2H45M, 2h45m0s",
        "5m0s, PT5M, 5m0s",
        "1h, PT1H, 1h0m0s",
        "10m, PT10M, 10m0s",
        "1.5h, PT1H30M, 1h30m0s",
        "90s, PT1M30S, 1m30s",
        "1.5s, PT1.5S, 1.5s",
        ".5s, PT0.5S, 500ms",
        "250ms, PT0.25S, 250ms",
        "1500us, PT0.0015S, 1.5ms",
        "7ns, PT0.000000007S, 7ns",
        "-10s, PT-10S, -10s",
        "+3m, PT3M, 3m0s",
        "0, PT0S, 0s",
        "0h, PT0S, 0s",
        "48h, PT48H, 48h0m0s",
        "1m1m, PT2M, 2m0s"
    })
    void readsAndWritesTheForms(String text, Duration meaning, String canonical) {
        assertThat(GoDuration.parse(text)).contains(meaning);
        assertThat(GoDuration.format(meaning)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "5", "h", "5x", "1d", "1h ", " 1h", "1..5h", ".s", "1h-5m", "1H", "99999999999h", "one"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @Test
    void theRangeIsThatOfNanosecondsInALong() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        Duration shortest = Duration.ofNanos(Long.MIN_VALUE);
        assertThat(GoDuration.parse(GoDuration.format(longest))).contains(longest);
        assertThat(GoDuration.parse(GoDuration.format(shortest))).contains(shortest);
        assertThat(GoDuration.parse("9223372036854775808ns")).isEmpty();
    }
}
