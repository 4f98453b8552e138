package dev.podnetwork.aliyun;

import com.aliyun.tea.okhttp.ClientHelper;
import com.aliyun.teautil.models.RuntimeOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.OkHttpClient;

/**
 * Keeps the HTTP client from following redirects: it would send the request and its security token to wherever an answer
 * points, to another host too (spec: openapi-wire §13.1). The SDK has no setting for it, so the client that it is going to use
 * is put into its table before it is used. That table is one for the process: another user of the SDK with the same host and
 * the same timeouts gets this client too. Thread-safe; idempotent.
 */
final class Redirects {
    private Redirects() {}

    /**
     * From now on an answer that points elsewhere is an answer.
     *
     * @param base scheme and host, with a port if there is one
     * @param options the options of every call
     * @param callTimeoutMillis the limit of a whole call
     * @throws IllegalArgumentException when {@code base} is no URI
     */
    static void refuse(String base, RuntimeOptions options, int callTimeoutMillis) {
        URI at = URI.create(base);
        // Of these the SDK makes the key of its table; it leaves out what is not set.
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("connectTimeout", options.connectTimeout);
        asked.put("readTimeout", options.readTimeout);
        asked.put("callTimeout", callTimeoutMillis);
        asked.put("maxIdleConns", options.maxIdleConns);
        OkHttpClient made = client(at, asked);
        if (made.followRedirects()) {
            OkHttpClient strict = made.newBuilder()
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .build();
            ClientHelper.clients.replaceAll((key, each) -> each.equals(made) ? strict : each);
        }
    }

    private static OkHttpClient client(URI at, Map<String, Object> asked) {
        try {
            return ClientHelper.getOkHttpClient(at.getHost(), at.getPort(), asked);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "no HTTP client for " + at + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
