package dev.podnetwork.cluster;

import dev.podnetwork.k8s.tree.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node that kwok plays. Immutable.
 *
 * @param name its name
 * @param labels its labels, besides the host name
 * @param annotations its annotations
 * @param providerId {@code region.instance id}; empty for none
 */
public record FakeNode(String name, Map<String, String> labels, Map<String, String> annotations, String providerId) {
    private static final Map<String, String> ROOM = Map.of("cpu", "64", "memory", "256Gi", "pods", "1000");

    /** Copies the maps. */
    public FakeNode {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** An ECS node in a region and zone. */
    public static FakeNode ecs(String name, String instanceId, String instanceType, String zone) {
        String region = zone.substring(0, zone.lastIndexOf('-'));
        return new FakeNode(
                name,
                Map.of(
                        "topology.kubernetes.io/zone", zone,
                        "topology.kubernetes.io/region", region,
                        "node.kubernetes.io/instance-type", instanceType),
                Map.of(),
                region + "." + instanceId);
    }

    /** The same with one more label. */
    public FakeNode withLabel(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new FakeNode(name, more, annotations, providerId);
    }

    /** The same with one more annotation. */
    public FakeNode withAnnotation(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(annotations);
        more.put(key, value);
        return new FakeNode(name, labels, more, providerId);
    }

    /** Creates it. */
    public void create(ClusterApi api) {
        api.create("/api/v1/nodes", json());
    }

    /** It as an object for the API server. */
    public String json() {
        Map<String, @Nullable Object> allLabels = new LinkedHashMap<>(labels);
        allLabels.put("kubernetes.io/hostname", name);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("labels", allLabels);
        metadata.put("annotations", annotations);
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("apiVersion", "v1");
        node.put("kind", "Node");
        node.put("metadata", metadata);
        node.put("spec", providerId.isEmpty() ? Map.of() : Map.of("providerID", providerId));
        node.put("status", Map.of("capacity", ROOM, "allocatable", ROOM));
        return Json.write(node);
    }
}
