package dev.podnetwork.bench.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * Lists so many pods, each bound, in pages made as they are asked for, and watches that stay silent: to see how much memory a
 * client needs, not whether it is right. It holds nothing itself.
 */
final class ListServer implements AutoCloseable {
    private static final int PER_NODE = 100;

    private final int pods;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    ListServer(int pods) throws IOException {
        this.pods = pods;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        Map<String, IntFunction<String>> kinds = Map.of(
                "/api/v1/pods", ListServer::pod,
                "/api/v1/nodes", ListServer::node,
                "/apis/network.alibabacloud.com/v1beta1/podenis", ListServer::podEni);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            int count = path.endsWith("nodes") ? Math.max(1, pods / PER_NODE) : kinds.containsKey(path) ? pods : 0;
            answer(exchange, count, kinds.getOrDefault(path, i -> ""));
        });
        server.start();
    }

    Path kubeconfig() throws IOException {
        Path file = Files.createTempFile("lists", ".yaml");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: local, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: user, user: {token: "none"}}]
                contexts: [{name: local, context: {cluster: local, user: user}}]
                current-context: local
                """.formatted(server.getAddress().getPort()));
        return file;
    }

    private void answer(HttpExchange exchange, int count, IntFunction<String> object) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            if (query.contains("watch=true")) {
                out.write("{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"9\"}}}\n"
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                end.await();
                return;
            }
            int from =
                    query.contains("continue=") ? Integer.parseInt(query.replaceAll(".*continue=([0-9]+).*", "$1")) : 0;
            int to = Math.min(count, from + 500);
            StringBuilder page = new StringBuilder("{\"metadata\":{\"resourceVersion\":\"9\",\"continue\":\"")
                    .append(to < count ? String.valueOf(to) : "")
                    .append("\"},\"items\":[");
            for (int i = from; i < to; i++) {
                page.append(i == from ? "" : ",").append(object.apply(i));
            }
            out.write(page.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String name(int i) {
        return "workload-" + i / 50 + "-7d9c5b6f4-x" + i % 50;
    }

    private static String pod(int i) {
        return """
                {"metadata":{"name":"%s","namespace":"team-%d","uid":"7c0e6f52-0000-4000-8000-%012d","resourceVersion":"%d",
                "creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"w%d","pod-template-hash":"7d9c5b6f4"},
                "annotations":{"k8s.aliyun.com/pod-eni":"true","k8s.aliyun.com/pod-networks":"{\\"podNetworks\\":[{\\"vSwitchOptions\\":[\\"vsw-%d\\"],\\"securityGroupIDs\\":[\\"sg-1\\"],\\"interface\\":\\"eth0\\"}]}"},
                "ownerReferences":[{"kind":"ReplicaSet","name":"x"}]},
                "spec":{"nodeName":"node-%d","containers":[{"name":"c"}]},"status":{"phase":"Running"}}""".formatted(name(i), i % 20, i, i, i / 50, i % 40, i / PER_NODE);
    }

    private static String node(int i) {
        return """
                {"metadata":{"name":"node-%d","uid":"n-%d","resourceVersion":"1","labels":{"topology.kubernetes.io/zone":"z",
                "topology.kubernetes.io/region":"r","node.kubernetes.io/instance-type":"t"},
                "annotations":{"k8s.aliyun.com/trunk-on":"eni-t%d"}},"spec":{"providerID":"r.i-%d"},
                "status":{"allocatable":{"aliyun/member-eni":"200"}}}""".formatted(i, i, i, i);
    }

    private static String podEni(int i) {
        return """
                {"apiVersion":"network.alibabacloud.com/v1beta1","kind":"PodENI","metadata":{"name":"%s","namespace":"team-%d",
                "uid":"p-%d","resourceVersion":"%d","finalizers":["network.alibabacloud.com/pod-eni"],
                "labels":{"k8s.aliyun.com/node":"node-%d"},"annotations":{"k8s.aliyun.com/pod-uid":"7c0e6f52-0000-4000-8000-%012d",
                "podnetwork.dev/intent":"{\\"instance\\":\\"i-%d\\",\\"trunk\\":\\"eni-t%d\\",\\"interfaces\\":[{\\"intent\\":1}]}"}},
                "spec":{"zone":"z","allocations":[{"allocationType":{"type":"Elastic"},"eni":{"id":"eni-%d","vpcID":"vpc-1",
                "mac":"00:16:3e:00:00:01","zone":"z","vSwitchID":"vsw-%d","securityGroupIDs":["sg-1"],"attachmentOptions":{}},
                "ipv4":"10.%d.%d.%d","ipv4CIDR":"10.0.0.0/8","interface":"eth0"}]},
                "status":{"phase":"Bind","instanceID":"i-%d","trunkENIID":"eni-t%d","podLastSeen":"2026-01-01T00:00:00Z",
                "eniInfos":{"eni-%d":{"id":"eni-%d","type":"Member","vid":%d,"status":"Bind"}}}}""".formatted(
                        name(i),
                        i % 20,
                        i,
                        i,
                        i / PER_NODE,
                        i,
                        i / PER_NODE,
                        i / PER_NODE,
                        i,
                        i % 40,
                        i >> 16,
                        i >> 8 & 255,
                        i & 255,
                        i / PER_NODE,
                        i / PER_NODE,
                        i,
                        i,
                        1 + i % 4000);
    }

    int pods() {
        return pods;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
