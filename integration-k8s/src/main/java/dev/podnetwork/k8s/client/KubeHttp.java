package dev.podnetwork.k8s.client;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.auth.Authentication;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Requests as calls of one HTTP client, with who we are in each. Thread-safe. */
final class KubeHttp {
    private static final byte[] NOTHING = {};

    private final OkHttpClient client;
    private final HttpUrl base;
    private final URI root;
    private final @Nullable Authentication identity;
    private final Map<String, MediaType> types = new ConcurrentHashMap<>();

    KubeHttp(ApiClient access) {
        this.client = access.getHttpClient();
        this.base = HttpUrl.get(access.getBasePath());
        this.root = base.uri();
        this.identity = access.getAuthentications().get("BearerToken");
    }

    /** Sends nothing yet. */
    Call call(KubeRequest request) {
        HttpUrl.Builder url =
                base.newBuilder().addEncodedPathSegments(request.path().substring(1));
        request.query().forEach(url::addQueryParameter);
        Request.Builder http = new Request.Builder()
                .url(url.build())
                .header("Accept", "application/json")
                .header("User-Agent", KubeApi.FIELD_MANAGER)
                .method(request.method(), body(request));
        headers(request).forEach(http::header);
        return client.newCall(http.build());
    }

    private @Nullable RequestBody body(KubeRequest request) {
        byte[] bytes = request.body();
        if (bytes == null && !request.writes()) {
            return null;
        }
        MediaType type = types.computeIfAbsent(request.contentType(), MediaType::get);
        return RequestBody.create(bytes == null ? NOTHING : bytes, type);
    }

    private Map<String, String> headers(KubeRequest request) {
        Map<String, String> headers = new HashMap<>(2);
        if (identity != null) {
            try {
                identity.applyToParams(new ArrayList<>(), headers, new HashMap<>(), "", request.method(), root);
            } catch (ApiException e) {
                throw new IllegalArgumentException("cannot say who we are: " + e.getMessage(), e);
            }
        }
        return headers;
    }

    /** Ends every call and lets go of connections and threads. */
    void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
