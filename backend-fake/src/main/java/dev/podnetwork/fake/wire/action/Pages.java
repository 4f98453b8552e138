package dev.podnetwork.fake.wire.action;

import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Pages of a list that is at hand as a whole: numbered ones, and opaque tokens that hold an offset. */
final class Pages {
    private static final String MARK = "o";

    private Pages() {}

    static <T> List<T> slice(List<T> all, long from, int size) {
        int start = (int) Math.min(from, all.size());
        return all.subList(start, Math.min(start + size, all.size()));
    }

    /** Where the page begins that {@code NextToken} asks for. */
    static int offset(Parameters p) {
        String text = p.text("NextToken").orElse("");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            if (plain.startsWith(MARK)) {
                return Math.max(0, Integer.parseInt(plain.substring(1)));
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw Refusal.invalid("NextToken", "it was not given for this query.");
    }

    /** The token for what begins at {@code end}, empty when nothing does. */
    static String next(int end, int total) {
        return end >= total
                ? ""
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((MARK + end).getBytes(StandardCharsets.US_ASCII));
    }
}
