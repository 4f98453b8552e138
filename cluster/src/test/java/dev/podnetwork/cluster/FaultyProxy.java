package dev.podnetwork.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before an API server and does to requests what networks and busy servers do. Loopback only. */
final class FaultyProxy implements AutoCloseable {
    private static final String GONE =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Expired\","
                    + "\"message\":\"too old resource version\",\"code\":410}";
    private static final String BUSY = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
            + "\"reason\":\"TooManyRequests\",\"message\":\"the server is busy\",\"code\":429}";

    private final LocalControlPlane cluster;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client;
    private final Set<InputStream> watches = ConcurrentHashMap.newKeySet();
    final AtomicInteger expireWatches = new AtomicInteger();
    final AtomicInteger refuseWrites = new AtomicInteger();
    final AtomicInteger loseReplies = new AtomicInteger();
    final AtomicInteger lists = new AtomicInteger();

    FaultyProxy(LocalControlPlane cluster) {
        this.cluster = cluster;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Trust.of(cluster.caFile()))
                .executor(threads)
                .build();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    Path kubeconfig() {
        return cluster.state()
                .write("kubeconfig-proxy", """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: local, cluster: {server: "http://127.0.0.1:%d"}}]
                        users: [{name: user, user: {token: "%s"}}]
                        contexts: [{name: local, context: {cluster: local, user: user}}]
                        current-context: local
                        """.formatted(server.getAddress().getPort(), Identity.ADMIN.token()));
    }

    /** Ends every open watch, as a busy API server does. */
    void cutWatches() {
        for (InputStream each : watches) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean strikes(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean watch = query.contains("watch=true");
        boolean write = !exchange.getRequestMethod().equals("GET");
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (watch && strikes(expireWatches)) {
                reply(exchange, 410, GONE);
            } else if (write && strikes(refuseWrites)) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                reply(exchange, 429, BUSY);
            } else {
                if (query.contains("limit=")) {
                    lists.incrementAndGet();
                }
                boolean lose = write && strikes(loseReplies);
                forward(exchange, body, watch, lose);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int code, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void forward(HttpExchange exchange, byte[] body, boolean watch, boolean lose)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        cluster.url().resolve(exchange.getRequestURI().toString()))
                .header("Authorization", "Bearer " + Identity.ADMIN.token())
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            if (lose) {
                in.readAllBytes();
                // Closed without a word: whoever asked does not know what became of it.
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            if (watch) {
                watches.add(in);
            }
            copy(in, exchange.getResponseBody());
        } finally {
            watches.remove(answer.body());
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
        out.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
