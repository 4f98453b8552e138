package dev.podnetwork.k8s.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.webhook.tls.ServingKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS server that the API server calls: {@code /mutating} and {@code /validate}. A review that cannot be answered now gets status 503,
 * so that the webhook's failure policy decides. Thread-safe.
 */
public final class WebhookServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    /** The API server stores no object above 3 MB, and sends two. */
    private static final int LARGEST = 8 << 20;

    private final HttpsServer server;

    private WebhookServer(HttpsServer server) {
        this.server = server;
    }

    private interface Answering {
        String answer(byte[] body);
    }

    /**
     * Opens the port and answers.
     *
     * @param at where; port 0 takes a free one
     * @param key what it shows; connections fail until there is something
     * @param threads runs each request; a request may block for as long as one of the API server's takes
     * @throws IOException when the port cannot be had
     */
    public static WebhookServer start(InetSocketAddress at, ServingKey key, AdmissionReviews reviews, Executor threads)
            throws IOException {
        // Without it every answer on a kept connection waits 40 ms for an acknowledgement; read when the first server
        // of the JVM is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        HttpsServer server = HttpsServer.create(at, 128);
        server.setHttpsConfigurator(new HttpsConfigurator(key.context()));
        server.createContext("/mutating", exchange -> handle(exchange, reviews, reviews::mutating));
        server.createContext("/validate", exchange -> handle(exchange, reviews, reviews::validating));
        server.setExecutor(threads);
        server.start();
        return new WebhookServer(server);
    }

    private static void handle(HttpExchange exchange, AdmissionReviews reviews, Answering answering)
            throws IOException {
        try {
            byte[] body = body(exchange);
            if (body.length > LARGEST) {
                send(exchange, 413, "a review has at most " + LARGEST + " bytes");
                return;
            }
            send(exchange, 200, answering.answer(body));
        } catch (UnknownFactException unknown) {
            reviews.unanswered(String.valueOf(unknown.getMessage()));
            send(exchange, 503, "not known now: " + unknown.getMessage());
        } catch (DocumentException | UncheckedIOException bad) {
            send(exchange, 400, "not an AdmissionReview: " + bad.getMessage());
        } catch (RuntimeException broken) {
            LOG.error("a review failed", broken);
            send(exchange, 500, "the review failed: " + broken);
        } finally {
            exchange.close();
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", code == 200 ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
    }
}
