package dev.podnetwork.aliyun.metadata;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads single values of the metadata service: version 2 with its token, kept for half its life, and version 1 when no token
 * can be had and that is permitted. Blocks. Thread-safe (spec: openapi-wire §11).
 */
public final class MetadataClient {
    /** Where the metadata service is. */
    public static final String DEFAULT_ENDPOINT = "http://100.100.100.200";

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int TOKEN_SECONDS = 21_600;
    private static final String TOKEN_HEADER = "X-aliyun-ecs-metadata-token";

    private final String endpoint;
    private final boolean withoutToken;
    private final LongSupplier nanos;
    private String token = "";
    private long askAgainAt;

    /**
     * Asks there.
     *
     * @param endpoint scheme and host
     * @param withoutToken whether version 1 is permitted
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public MetadataClient(String endpoint, boolean withoutToken, LongSupplier nanos) {
        this.endpoint = endpoint;
        this.withoutToken = withoutToken;
        this.nanos = nanos;
    }

    /** The endpoint, for messages. */
    public String endpoint() {
        return endpoint;
    }

    /**
     * The text of one path below {@code /latest/meta-data/}, empty when there is none (404).
     *
     * @throws IOException when the service does not answer, refuses a token, or answers another status; the message says which
     */
    public Optional<String> read(String path) throws IOException {
        PlainHttp.Answer answer = get(path);
        if (answer.status() == 401) {
            forget();
            answer = get(path);
        }
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new IOException("the metadata service answered status " + answer.status());
        }
        return Optional.of(answer.body());
    }

    private PlainHttp.Answer get(String path) throws IOException {
        String valid = token();
        Map<String, String> headers = valid.isEmpty() ? Map.of() : Map.of(TOKEN_HEADER, valid);
        return send("GET", "/latest/meta-data/" + path, headers);
    }

    private synchronized void forget() {
        token = "";
        askAgainAt = nanos.getAsLong();
    }

    private synchronized String token() throws IOException {
        long now = nanos.getAsLong();
        if (token.isEmpty() || now - askAgainAt >= 0) {
            PlainHttp.Answer answer = send(
                    "PUT", "/latest/api/token", Map.of(TOKEN_HEADER + "-ttl-seconds", String.valueOf(TOKEN_SECONDS)));
            if (answer.status() != 200 && !withoutToken) {
                throw new IOException("no metadata token, status " + answer.status());
            }
            token = answer.status() == 200 ? answer.body().trim() : "";
            askAgainAt = now + Duration.ofSeconds(TOKEN_SECONDS / 2).toNanos();
        }
        return token;
    }

    private PlainHttp.Answer send(String method, String path, Map<String, String> headers) throws IOException {
        try {
            return PlainHttp.send(method, endpoint + path, headers, "", TIMEOUT);
        } catch (IOException e) {
            throw new IOException(
                    "the metadata service " + endpoint + " does not answer: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
