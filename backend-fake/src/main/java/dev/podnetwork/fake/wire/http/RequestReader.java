package dev.podnetwork.fake.wire.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests of one connection, fixed or chunked, within limits. Not thread-safe. */
final class RequestReader {
    private static final int MAX_HEADERS = 100;
    private static final byte[] NOTHING = {};

    private final LineInput in;
    private final Runnable onExpectation;
    private final int maxBody;

    /**
     * A reader.
     *
     * @param onExpectation sends {@code 100 Continue}
     * @param maxLine bytes of a request line or a header
     * @param maxBody bytes of a body
     */
    RequestReader(InputStream in, Runnable onExpectation, int maxLine, int maxBody) {
        this.in = new LineInput(in, maxLine);
        this.onExpectation = onExpectation;
        this.maxBody = maxBody;
    }

    /** The next request, null when the caller has closed the connection between two. */
    @Nullable
    HttpRequest next() throws IOException {
        String start = in.line();
        while (start != null && start.isEmpty()) {
            start = in.line();
        }
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequest(400, "the first line is not a request of HTTP/1.1");
        }
        Map<String, String> headers = headers();
        String target = withoutOrigin(parts[1]);
        int mark = target.indexOf('?');
        return new HttpRequest(
                parts[0].toUpperCase(Locale.ROOT),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers,
                body(headers));
    }

    private static String withoutOrigin(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int origin = target.indexOf("://");
        int path = origin < 0 ? -1 : target.indexOf('/', origin + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String text = in.line(); ; text = in.line()) {
            if (text == null) {
                throw new BadRequest(400, "the headers end early");
            }
            if (text.isEmpty()) {
                return headers;
            }
            int colon = text.indexOf(':');
            if (colon <= 0) {
                throw new BadRequest(400, "a header has no name");
            }
            if (headers.size() == MAX_HEADERS) {
                throw new BadRequest(431, "more than " + MAX_HEADERS + " headers");
            }
            String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, text.substring(colon + 1).trim(), (one, other) -> one + "," + other);
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            onExpectation.run();
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = headers.getOrDefault("content-length", "0");
        return exactly(number(length, 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String head = in.line();
            if (head == null) {
                throw new BadRequest(400, "the body ends early");
            }
            int semicolon = head.indexOf(';');
            int size = number(semicolon < 0 ? head : head.substring(0, semicolon), 16);
            if (size == 0) {
                trailer();
                return body.toByteArray();
            }
            if (body.size() + size > maxBody) {
                throw new BadRequest(413, "the body is longer than " + maxBody + " bytes");
            }
            body.write(exactly(size));
            in.line();
        }
    }

    private void trailer() throws IOException {
        String text = in.line();
        for (int i = 0; text != null && !text.isEmpty(); i++) {
            if (i == MAX_HEADERS) {
                throw new BadRequest(431, "the trailer does not end");
            }
            text = in.line();
        }
    }

    private int number(String text, int radix) throws BadRequest {
        try {
            int value = Integer.parseInt(text.trim(), radix);
            if (value < 0) {
                throw new BadRequest(400, "a negative length");
            }
            if (value > maxBody) {
                throw new BadRequest(413, "the body is longer than " + maxBody + " bytes");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new BadRequest(400, "a length is not a number");
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = size == 0 ? NOTHING : in.bytes(size);
        if (bytes.length < size) {
            throw new BadRequest(400, "the body ends early");
        }
        return bytes;
    }
}
