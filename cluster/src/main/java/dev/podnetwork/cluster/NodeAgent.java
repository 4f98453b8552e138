package dev.podnetwork.cluster;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the node daemon does on every node, for all of them: once a PodENI is in phase Bind for a pod's uid, it writes the addresses on that pod.
 * It has a client and a user of its own, so that its writes are told apart from the controller's. Thread-safe.
 */
public final class NodeAgent implements AutoCloseable {
    private static final String RECORDS = "/apis/network.alibabacloud.com/v1beta1/podenis";
    private static final Duration BREATH = Duration.ofMillis(200);
    private static final Executor LATER = CompletableFuture.delayedExecutor(BREATH.toMillis(), TimeUnit.MILLISECONDS);
    private static final int AT_ONCE = 32;
    private static final int REMEMBERED = 200_000;

    private final ClusterApi api;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final AtomicLong written = new AtomicLong();
    private final Map<String, String> done = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    });
    private final Thread thread;
    private volatile boolean closed;

    private NodeAgent(ClusterApi api) {
        this.api = api;
        this.thread = new Thread(this::follow, "node-agent");
        thread.setDaemon(true);
    }

    /** Starts one; it waits for the PodENI definition to appear, and for a server that comes back. */
    static NodeAgent start(ClusterApi api) {
        NodeAgent agent = new NodeAgent(api);
        agent.thread.start();
        return agent;
    }

    /** Does the work in this thread, for as long as the process lives. */
    static void inThisThread(ClusterApi api) {
        new NodeAgent(api).follow();
    }

    /** On how many pods it has written so far. */
    public long written() {
        return written.get();
    }

    private void follow() {
        while (!closed) {
            try {
                Doc.Fields all = api.get(RECORDS);
                all.objects("items").forEach(this::look);
                String version = all.fields("metadata").text("resourceVersion").orElse("0");
                api.watch(RECORDS + "?watch=true&timeoutSeconds=300&resourceVersion=" + version, this::event);
            } catch (ClusterException again) {
                Await.pause(BREATH);
            }
        }
    }

    private void event(Doc.Fields event) {
        if (closed) {
            throw new ClusterException("closed");
        }
        String type = event.text("type").orElse("");
        if (type.equals("ERROR")) {
            throw new ClusterException("the watch expired");
        }
        if (!type.equals("DELETED")) {
            look(event.fields("object"));
        }
    }

    private void look(Doc.Fields podEni) {
        Doc.Fields metadata = podEni.fields("metadata");
        String uid =
                metadata.fields("annotations").text("k8s.aliyun.com/pod-uid").orElse("");
        boolean bound = podEni.fields("status").text("phase").orElse("").equals("Bind");
        String addresses = addresses(podEni);
        if (bound && !uid.isEmpty() && !addresses.isEmpty() && !addresses.equals(done.put(uid, addresses))) {
            String path = "/api/v1/namespaces/" + metadata.text("namespace").orElse("default") + "/pods/"
                    + metadata.text("name").orElse("");
            write(path, uid, addresses);
        }
    }

    private void write(String path, String uid, String addresses) {
        Map<String, @Nullable Object> patch =
                Map.of("metadata", Map.of("uid", uid, "annotations", Map.of("k8s.aliyun.com/pod-ips", addresses)));
        slots.acquireUninterruptibly();
        var unused = api.sendAsync("PATCH", path, Json.write(patch), ClusterApi.MERGE_PATCH)
                .whenComplete((answer, failure) -> {
                    slots.release();
                    // A pod that is gone, or another one of its name, needs nothing.
                    boolean settled = answer != null && (answer.code() == 404 || answer.code() == 409);
                    if (answer != null && answer.isGood()) {
                        written.incrementAndGet();
                    } else if (!settled && !closed) {
                        LATER.execute(() -> write(path, uid, addresses));
                    }
                });
    }

    private static String addresses(Doc.Fields podEni) {
        List<Doc.Fields> interfaces = podEni.fields("spec").objects("allocations");
        if (interfaces.isEmpty()) {
            return "";
        }
        Doc.Fields first = interfaces.get(0);
        return String.join(
                ",",
                Stream.of("ipv4", "ipv6")
                        .map(family -> first.text(family).orElse(""))
                        .filter(address -> !address.isEmpty())
                        .toList());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
