package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.cluster.ClusterApi;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that does nothing but the writes of binding a pod: create with the intent, spec with the interface, status. It knows
 * everything beforehand, decides nothing, watches nothing and calls no cloud; so it is the roof. One thread and one connection
 * each.
 */
final class WriteOnlyRival {
    private final ClusterApi api;
    private final String namespace;

    WriteOnlyRival(ClusterApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /**
     * Writes them all, and says at which pace.
     *
     * @param records what to write, one for each pod, as they are once bound
     * @param warmUp how many of them are written before the clock starts
     */
    Pace write(List<Allocation> records, int connections, int warmUp) throws InterruptedException {
        Pace pace = new Pace(warmUp, records.size() - warmUp, System.nanoTime());
        AtomicInteger bound = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                work.add(() -> {
                    for (int each = next.getAndIncrement(); each < records.size(); each = next.getAndIncrement()) {
                        bind(records.get(each));
                        synchronized (pace) {
                            pace.reached(bound.incrementAndGet(), System.nanoTime());
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
            return pace;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a write of the rival failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void bind(Allocation record) {
        Head head = AllocationHalves.head(record);
        Status status = AllocationHalves.status(record);
        String all = "/apis/network.alibabacloud.com/v1beta1/namespaces/" + namespace + "/podenis";
        String one = all + "/" + record.pod().name();
        // Without a finalizer, so that one call deletes them all before the controllers' turn.
        Map<String, @Nullable Object> object =
                PodEniCodec.withoutFinalizers(PodEniCodec.encodeHead(head, new LinkedHashMap<>()));
        String version = send("POST", all, object);
        version = send("PUT", one, at(object, version));
        send("PUT", one + "/status", at(PodEniCodec.encodeStatus(head, status, object), version));
    }

    private static Map<String, @Nullable Object> at(Map<String, @Nullable Object> object, String version) {
        Map<String, @Nullable Object> copy = Plain.map(Plain.fields(object, Position.NOWHERE));
        if (copy.get("metadata") instanceof Map<?, ?> metadata) {
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) metadata;
            fields.put("resourceVersion", version);
            // The second write differs from the first, as ours does, and lets go of the bookkeeping of fields too.
            fields.put("labels", Map.of("k8s.aliyun.com/node", "node-1", "step", version));
            fields.put("managedFields", List.of(Map.of()));
        }
        return copy;
    }

    private String send(String method, String path, Map<String, @Nullable Object> object) {
        ClusterApi.Answer answer = api.send(method, path, Json.write(object), "application/json");
        for (int tries = 0; answer.code() == 429 && tries < 20; tries++) {
            answer = api.send(method, path, Json.write(object), "application/json");
        }
        if (!answer.isGood()) {
            throw new IllegalStateException(method + " " + path + ": " + answer.code() + " " + answer.body());
        }
        Doc.Fields stored = answer.object();
        return stored.fields("metadata").text("resourceVersion").orElseThrow();
    }
}
