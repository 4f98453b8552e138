package dev.podnetwork.aliyun.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One small request, without threads of its own: for metadata and STS. */
public final class PlainHttp {
    private static final int MOST = 64 * 1024;

    private PlainHttp() {}

    /**
     * An answer.
     *
     * @param status its status
     * @param body its text, at most 64 KiB
     */
    public record Answer(int status, String body) {}

    /**
     * Sends it once and reads the whole answer; redirects are answers too.
     *
     * @param form the form body, empty for none
     * @throws IOException when there is no answer
     */
    public static Answer send(String method, String url, Map<String, String> headers, String form, Duration timeout)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        headers.forEach(connection::setRequestProperty);
        try {
            if (!form.isEmpty()) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
                connection.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
                return new Answer(status, body);
            }
        } finally {
            connection.disconnect();
        }
    }
}
