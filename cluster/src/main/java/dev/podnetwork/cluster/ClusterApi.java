package dev.podnetwork.cluster;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The API server as one user sees it: paths and JSON, nothing in between, so that tests do not share a client with what they test.
 * Thread-safe.
 */
public final class ClusterApi {
    /** Media type of a patch that lists operations. */
    public static final String JSON_PATCH = "application/json-patch+json";

    /** Media type of a patch that is a part of the object. */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    /** Media type of a whole object that is created or brought up to date; YAML is accepted. */
    public static final String APPLY = "application/apply-patch+yaml";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI base;
    private final String token;
    private final HttpClient client;

    ClusterApi(URI base, SSLContext trust, String token) {
        this.base = base;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * What the server said.
     *
     * @param code HTTP status
     * @param body the text
     */
    public record Answer(int code, String body) {
        /** Whether it did what was asked. */
        public boolean isGood() {
            return code / 100 == 2;
        }

        /** The object in it. */
        public Doc.Fields object() {
            Doc doc = Json.parse(body, new Position("answer", 1));
            if (doc instanceof Doc.Fields fields) {
                return fields;
            }
            throw new ClusterException("the API server answered " + doc.describe() + " where an object was expected");
        }
    }

    /** One request, whatever comes back; a body goes as JSON, that of a patch as the given media type. */
    public Answer send(String method, String path, @Nullable String body, String mediaType) {
        try {
            HttpResponse<String> response =
                    client.send(request(method, path, body, mediaType), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new ClusterException(method + " " + path + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted in " + method + " " + path, e);
        }
    }

    /** The same without waiting. */
    public CompletableFuture<Answer> sendAsync(String method, String path, @Nullable String body, String mediaType) {
        return client.sendAsync(request(method, path, body, mediaType), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body()));
    }

    private HttpRequest request(String method, String path, @Nullable String body, String mediaType) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("Content-Type", mediaType)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private Answer good(String method, String path, @Nullable String body, String mediaType) {
        Answer answer = send(method, path, body, mediaType);
        if (!answer.isGood()) {
            throw new ClusterException(method + " " + path + " was answered " + answer.code() + ": " + answer.body());
        }
        return answer;
    }

    /** The object at a path. */
    public Doc.Fields get(String path) {
        return good("GET", path, null, "application/json").object();
    }

    /** The object at a path; empty when there is none. */
    public Optional<Doc.Fields> find(String path) {
        Answer answer = send("GET", path, null, "application/json");
        if (answer.code() == 404) {
            return Optional.empty();
        }
        if (!answer.isGood()) {
            throw new ClusterException("GET " + path + " was answered " + answer.code() + ": " + answer.body());
        }
        return Optional.of(answer.object());
    }

    /** The objects of a list. */
    public List<Doc.Fields> list(String path) {
        return get(path).objects("items");
    }

    /** The text at a path, for example {@code /metrics}. */
    public String text(String path) {
        return good("GET", path, null, "application/json").body();
    }

    /** Creates an object below a collection. */
    public Doc.Fields create(String path, String json) {
        return good("POST", path, json, "application/json").object();
    }

    /** Replaces an object. */
    public Doc.Fields replace(String path, String json) {
        return good("PUT", path, json, "application/json").object();
    }

    /** Changes a part of an object, by a merge patch. */
    public Doc.Fields merge(String path, String json) {
        return good("PATCH", path, json, MERGE_PATCH).object();
    }

    /** Creates an object or brings it up to date; YAML or JSON. */
    public Doc.Fields apply(String path, String yaml) {
        String by = path + (path.contains("?") ? "&" : "?") + "fieldManager=test&force=true";
        return good("PATCH", by, yaml, APPLY).object();
    }

    /** Deletes an object; one that is not there is fine. */
    public void delete(String path) {
        Answer answer = send("DELETE", path, null, "application/json");
        if (!answer.isGood() && answer.code() != 404) {
            throw new ClusterException("DELETE " + path + " was answered " + answer.code() + ": " + answer.body());
        }
    }

    /**
     * Follows a watch until the server ends it or the consumer throws; each line is one event.
     *
     * @throws ClusterException when the watch is refused or breaks off
     */
    void watch(String path, Consumer<Doc.Fields> events) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                lines.forEach(line -> events.accept(new Answer(response.statusCode(), line).object()));
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new ClusterException("the watch " + path + " broke off: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted in the watch " + path, e);
        }
    }
}
