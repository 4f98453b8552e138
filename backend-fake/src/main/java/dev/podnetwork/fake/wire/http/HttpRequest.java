package dev.podnetwork.fake.wire.http;

import java.util.Map;

/**
 * One request as it arrived.
 *
 * @param method upper case, for example {@code POST}
 * @param path without the query, for example {@code /}
 * @param query the raw text after the question mark, empty when there is none
 * @param headers by lower-case name; a repeated header has its values joined by a comma
 * @param body the body, of whichever framing; empty when there is none
 */
public record HttpRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The value of a header, empty when it was not sent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
