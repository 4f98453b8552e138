package dev.podnetwork.aliyun;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Date}; all answers of one second carry the same text, so the last one is remembered. Thread-safe. */
final class DateHeader {
    private volatile @Nullable Read last;

    private record Read(String text, Instant time) {}

    /** The time it says, now when it says none. */
    Instant read(String text) {
        Read known = last;
        if (known != null && known.text().equals(text)) {
            return known.time();
        }
        try {
            Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            last = new Read(text, time);
            return time;
        } catch (DateTimeParseException e) {
            return Instant.now();
        }
    }
}
