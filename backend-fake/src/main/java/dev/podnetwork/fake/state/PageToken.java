package dev.podnetwork.fake.state;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on. Opaque to callers, and good only for the query that it was given for.
 *
 * @param number the last interface that was served
 * @param served how many were served before, for the cap of a tag filter
 */
record PageToken(long number, int served) {
    private static final PageToken FIRST = new PageToken(0, 0);

    String text(String query) {
        String plain = number + "." + served + "." + query.hashCode();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** The place a token stands for; the beginning for none; null for a token that this query was not given. */
    static @Nullable PageToken parse(@Nullable String text, String query) {
        if (text == null || text.isEmpty()) {
            return FIRST;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split("\\.");
            if (parts.length == 3 && parts[2].equals(Integer.toString(query.hashCode()))) {
                return new PageToken(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
            }
            return null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static WireFault unknown(@Nullable String text) {
        return WireFault.invalid("InvalidParameter", "NextToken '" + text + "' was not given for this query.");
    }
}
