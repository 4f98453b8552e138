package dev.podnetwork.k8s.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Keeps what is posted under its name, answers 409 when it is there, and remembers every request in its order. Loopback only. */
final class RecordingApiServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> objects = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();

    RecordingApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::answer);
        server.start();
    }

    KubeApi open(Env env, Path directory) throws IOException {
        Path config = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                """.formatted(
                        server.getAddress().getPort()));
        return KubeApi.open(KubeAccess.byFile(config), env);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + body);
        notifyAll();
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                String name = body.replaceFirst("(?s).*?\"name\":\"([^\"]*)\".*", "$1");
                boolean first = objects.putIfAbsent(path + "/" + name, body) == null;
                send(exchange, first ? 201 : 409, first ? body : "{\"message\":\"it exists\"}");
            }
            case "PATCH", "GET" -> {
                String there = objects.get(path);
                String missing = "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"details\":{\"name\":\"x\"}}";
                send(exchange, there == null ? 404 : 200, there == null ? missing : there);
            }
            default -> send(exchange, 405, "{}");
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Method and body of each request, when there are that many at least. */
    List<String> await(int count) {
        return await(all -> all.size() >= count);
    }

    /** The same, when they are as wanted. */
    synchronized List<String> await(Predicate<List<String>> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!wanted.test(requests)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited in vain, and there are " + requests);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
        return List.copyOf(requests);
    }

    /** As after an hour. */
    synchronized void forget() {
        objects.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
