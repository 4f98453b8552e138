package dev.podnetwork.k8s.client;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API server. Immutable, its body by convention.
 *
 * @param method for example {@code GET}
 * @param path from the root, its parts already escaped
 * @param query parameters by name
 * @param contentType of the body
 * @param body null without one
 */
public record KubeRequest(
        String method, String path, Map<String, String> query, String contentType, byte @Nullable [] body) {
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    /** Copies the query, keeping its order. */
    public KubeRequest {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** Reads. */
    public static KubeRequest get(String path, Map<String, String> query) {
        return new KubeRequest("GET", path, query, JSON, null);
    }

    /** Creates. */
    public static KubeRequest post(String path, String json) {
        return new KubeRequest("POST", path, Map.of(), JSON, bytes(json));
    }

    /** Replaces. */
    public static KubeRequest put(String path, String json) {
        return new KubeRequest("PUT", path, Map.of(), JSON, bytes(json));
    }

    /** Deletes, with the options of the API. */
    public static KubeRequest delete(String path, String json) {
        return new KubeRequest("DELETE", path, Map.of(), JSON, bytes(json));
    }

    /** Changes the fields that a merge patch (RFC 7396) names. */
    public static KubeRequest mergePatch(String path, String json) {
        return new KubeRequest("PATCH", path, Map.of(), MERGE_PATCH, bytes(json));
    }

    /** Whether it can change anything. */
    public boolean writes() {
        return !method.equals("GET");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
