package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.capacity.NodeReading;
import dev.podnetwork.k8s.adopt.ClusterFacts.NodeFact;
import dev.podnetwork.k8s.adopt.ClusterFacts.PodFact;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.tree.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads from the API server what a plan is made of. Blocks. */
public final class FactsReader {
    private final Requests requests;

    /** Reads there. */
    public FactsReader(KubeApi api) {
        this.requests = new Requests(api);
    }

    /**
     * Everything but what the cloud says.
     *
     * @param cluster the cluster's id; empty when it is not known
     * @throws MigrationException when something cannot be read
     */
    public ClusterFacts read(String cluster) {
        List<Doc.Fields> records = new ArrayList<>();
        requests.each(KubePaths.POD_ENIS, records::add);
        List<Doc.Fields> interfaces = new ArrayList<>();
        requests.each(InterfaceObjects.PATH, interfaces::add);
        Map<PodRef, PodFact> pods = new LinkedHashMap<>();
        requests.each(KubePaths.PODS, pod -> pod(pod, pods));
        Map<String, NodeFact> nodes = new LinkedHashMap<>();
        requests.each(KubePaths.NODES, node(nodes));
        return new ClusterFacts(cluster, records, interfaces, pods, nodes, null);
    }

    private static void pod(Doc.Fields pod, Map<PodRef, PodFact> pods) {
        Doc.Fields metadata = pod.fields("metadata");
        String phase = pod.fields("status").text("phase").orElse("");
        pods.put(
                PodRef.of(
                        metadata.text("namespace").orElse("default"),
                        metadata.text("name").orElse("")),
                new PodFact(
                        metadata.text("uid").orElse(""),
                        pod.fields("spec").text("nodeName").orElse(""),
                        phase.equals("Succeeded") || phase.equals("Failed")));
    }

    private static Consumer<Doc.Fields> node(Map<String, NodeFact> nodes) {
        return node -> {
            Doc.Fields metadata = node.fields("metadata");
            String name = metadata.text("name").orElse("");
            NodeReading reading = NodeReading.of(
                    NodeRef.of(name),
                    node.fields("spec").text("providerID").orElse(""),
                    metadata.textMap("labels"),
                    metadata.textMap("annotations"));
            nodes.put(name, fact(reading));
        };
    }

    private static NodeFact fact(NodeReading reading) {
        if (reading instanceof NodeReading.Known known) {
            var trunk = known.identity().trunk();
            return new NodeFact(
                    known.identity().instance().value(),
                    known.identity().zone().value(),
                    text(trunk),
                    known.identity().exclusive());
        }
        return new NodeFact("", "", "", false);
    }

    private static String text(@Nullable Object id) {
        return id == null ? "" : id.toString();
    }
}
