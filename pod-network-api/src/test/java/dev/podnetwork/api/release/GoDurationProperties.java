package dev.podnetwork.api.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GoDurationProperties {
    @Property
    void whatIsWrittenIsReadBack(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertThat(GoDuration.parse(GoDuration.format(duration))).contains(duration);
    }

    @Property
    void anyTextIsADurationOrNot_neverAnError(@ForAll String text) {
        GoDuration.parse(text)
                .ifPresent(
                        d -> assertThat(GoDuration.parse(GoDuration.format(d))).contains(d));
    }
}
