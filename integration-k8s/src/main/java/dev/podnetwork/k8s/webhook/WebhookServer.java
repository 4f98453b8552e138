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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS server that the API server calls: {@code /mutating} and {@code /validate}. A review that cannot be answered now gets status 503,
 * so that the webhook's failure policy decides.
 *
 * <p>Each connection on which something is awaited holds a thread: the API server opens connections ahead of need, and one that ended its
 * handshake and asks nothing must not keep the others waiting until their pods are created without a network. Thread-safe.
 */
public final class WebhookServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServer.class);
    /** The API server stores no object above 3 MB, and sends two. */
    private static final int LARGEST = 8 << 20;

    private static final int LAST_SECONDS = 3;
    private static final int MOST_CONNECTIONS = 512;
    private static final int IDLE_SECONDS = 30;

    private final HttpsServer server;
    private final ThreadPoolExecutor threads;
    private final AdmissionReviews reviews;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean leaving;

    private WebhookServer(HttpsServer server, AdmissionReviews reviews) {
        this.server = server;
        this.reviews = reviews;
        this.threads =
                new ThreadPoolExecutor(0, MOST_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    private interface Answering {
        String answer(byte[] body);
    }

    /**
     * Opens the port and answers.
     *
     * @param at where; port 0 takes a free one
     * @param key what it shows; connections fail until there is something
     * @throws IOException when the port cannot be had
     */
    public static WebhookServer start(InetSocketAddress at, ServingKey key, AdmissionReviews reviews)
            throws IOException {
        // Without it every answer on a kept connection waits 40 ms for an acknowledgement; read when the first server
        // of the JVM is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        HttpsServer server = HttpsServer.create(at, 128);
        WebhookServer made = new WebhookServer(server, reviews);
        server.setHttpsConfigurator(new HttpsConfigurator(key.context()));
        server.createContext("/mutating", exchange -> made.handle(exchange, reviews::mutating));
        server.createContext("/validate", exchange -> made.handle(exchange, reviews::validating));
        server.setExecutor(made.threads);
        server.start();
        return made;
    }

    private void handle(HttpExchange exchange, Answering answering) throws IOException {
        underWay.incrementAndGet();
        try {
            if (leaving) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
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
            underWay.decrementAndGet();
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

    /** Answers on, but keeps no connection: who comes again finds another process, if there is one. */
    public void leave() {
        leaving = true;
    }

    /** Takes no more reviews; waits for the answers to those that it has, {@value #LAST_SECONDS} s at most. Idempotent. */
    @Override
    public void close() {
        leaving = true;
        server.stop(underWay.get() == 0 ? 0 : LAST_SECONDS);
        threads.shutdownNow();
    }
}
