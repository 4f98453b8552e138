package dev.podnetwork.fake.wire.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as requests carry them, {@code yyyy-MM-ddTHH:mm:ssZ}: read for every request, so without a formatter. */
final class WireTime {
    private static final String FORM = "0000-00-00T00:00:00Z";

    private WireTime() {}

    /**
     * The time; other ISO forms are read too.
     *
     * @throws DateTimeException when it is none
     */
    static Instant parse(String text) {
        if (!hasForm(text)) {
            return Instant.parse(text);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean hasForm(String text) {
        boolean fits = text.length() == FORM.length();
        for (int i = 0; fits && i < FORM.length(); i++) {
            char c = text.charAt(i);
            fits = FORM.charAt(i) == '0' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
        }
        return fits;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
