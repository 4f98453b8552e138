package dev.podnetwork.podnet.controller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Health, readiness and metrics over HTTP, one server for each address that is asked for. */
final class HealthServer implements AutoCloseable {
    /** What a page says. */
    record Page(int code, String text) {}

    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, HttpServer> byAddress = new LinkedHashMap<>();

    /**
     * Serves a page.
     *
     * @param address {@code host:port}, a port of 0 for any free one
     * @throws UncheckedIOException when the address cannot be used
     */
    HealthServer page(String address, String path, Supplier<Page> page) {
        HttpServer server = byAddress.computeIfAbsent(address, this::open);
        server.createContext(path, exchange -> answer(exchange, page.get()));
        return this;
    }

    private HttpServer open(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, Math.max(colon, 0)).replace("[", "").replace("]", "");
        int port = Integer.parseInt(address.substring(colon + 1));
        InetSocketAddress at = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        try {
            HttpServer server = HttpServer.create(at, 0);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(page.code(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Begins to serve; answers where. */
    List<InetSocketAddress> start() {
        servers.forEach(HttpServer::start);
        return servers.stream().map(HttpServer::getAddress).toList();
    }

    @Override
    public void close() {
        servers.forEach(each -> each.stop(0));
    }
}
