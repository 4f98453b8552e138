package dev.podnetwork.k8s.install;

import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the controller wrote on a node: {@code aliyun/eni}, {@code aliyun/member-eni}, the trunk annotation. Told by whose fields they are, so that
 * what a node daemon or a user wrote is not touched. Stateless.
 */
final class NodeTraces {
    private static final List<String> RESOURCES = List.of("aliyun/eni", "aliyun/member-eni");
    /** What that takes. */
    static final List<Right> RIGHTS = List.of(
            new Right("list", "", "nodes", ""),
            new Right("patch", "", "nodes", ""),
            new Right("patch", "", "nodes/status", ""));

    private static final String PAGE = "500";

    private NodeTraces() {}

    /**
     * Takes them off every node.
     *
     * @param send sends one request and waits
     * @throws InstallException when nodes cannot be listed, or one cannot be changed
     */
    static void remove(Function<KubeRequest, KubeAnswer> send, Installation.Progress progress) {
        String next = "";
        do {
            Map<String, String> query = new LinkedHashMap<>(Map.of("limit", PAGE));
            if (!next.isEmpty()) {
                query.put("continue", next);
            }
            KubeAnswer answer = send.apply(KubeRequest.get(KubePaths.NODES, query));
            if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
                throw new InstallException("nodes cannot be listed: " + Installation.problem(answer));
            }
            // With the bookkeeping of fields, which other readers leave out.
            Doc.Fields page = (Doc.Fields)
                    Json.parse(new String(replied.body(), StandardCharsets.UTF_8), new Position("nodes", 1));
            page.objects("items").forEach(node -> clean(node, send, progress));
            next = page.fields("metadata").text("continue").orElse("");
        } while (!next.isEmpty());
    }

    private static void clean(Doc.Fields node, Function<KubeRequest, KubeAnswer> send, Installation.Progress progress) {
        Map<String, @Nullable Object> capacity = new LinkedHashMap<>();
        Map<String, @Nullable Object> allocatable = new LinkedHashMap<>();
        boolean trunk = false;
        for (Doc.Fields each : node.fields("metadata").objects("managedFields")) {
            if (each.text("manager").orElse("").equals(KubeApi.FIELD_MANAGER)) {
                Doc.Fields fields = each.fields("fieldsV1");
                owned(fields, "f:capacity").forEach(resource -> capacity.put(resource, null));
                owned(fields, "f:allocatable").forEach(resource -> allocatable.put(resource, null));
                trunk |= fields.fields("f:metadata")
                        .fields("f:annotations")
                        .get("f:" + WireNames.TRUNK_ON)
                        .isPresent();
            }
        }
        String path = KubePaths.node(node.fields("metadata").text("name").orElseThrow());
        if (!capacity.isEmpty() || !allocatable.isEmpty()) {
            Map<String, Object> status = Map.of("capacity", capacity, "allocatable", allocatable);
            patch(path + "/status", Map.of("status", status), send);
        }
        if (trunk) {
            Map<String, @Nullable Object> annotations = new LinkedHashMap<>();
            annotations.put(WireNames.TRUNK_ON, null);
            patch(path, Map.of("metadata", Map.of("annotations", annotations)), send);
        }
        if (trunk || !capacity.isEmpty() || !allocatable.isEmpty()) {
            progress.line("Node " + path.substring(KubePaths.NODES.length() + 1) + " is as it was before");
        }
    }

    private static List<String> owned(Doc.Fields fields, String part) {
        Doc.Fields there = fields.fields("f:status").fields(part);
        return RESOURCES.stream()
                .filter(resource -> there.get("f:" + resource).isPresent())
                .toList();
    }

    /** A node that went meanwhile needs nothing. */
    private static void patch(String path, Map<String, ?> change, Function<KubeRequest, KubeAnswer> send) {
        KubeAnswer answer = send.apply(KubeRequest.mergePatch(path, Json.write(change)));
        boolean done = answer instanceof KubeAnswer.Replied replied && (replied.ok() || replied.missing());
        if (!done) {
            throw new InstallException(path + " was not cleaned: " + Installation.problem(answer));
        }
    }
}
