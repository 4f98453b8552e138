package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.FakeCloud;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The time by which signatures are judged and answers are dated: the cloud's, and off on purpose when asked. Thread-safe. */
final class ServerClock {
    private final FakeCloud cloud;
    private volatile Duration skew = Duration.ZERO;
    private volatile Stamp last = new Stamp(Long.MIN_VALUE, "");

    /** The text of one second. */
    private record Stamp(long second, String text) {}

    ServerClock(FakeCloud cloud) {
        this.cloud = cloud;
    }

    void skew(Duration by) {
        skew = by;
    }

    Instant now() {
        return cloud.now().plus(skew);
    }

    /** For the header {@code Date}. */
    String header() {
        Instant now = now();
        Stamp stamp = last;
        if (stamp.second() != now.getEpochSecond()) {
            stamp = new Stamp(
                    now.getEpochSecond(), DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
            last = stamp;
        }
        return stamp.text();
    }
}
