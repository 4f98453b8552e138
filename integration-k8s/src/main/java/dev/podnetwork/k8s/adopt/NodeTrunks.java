package dev.podnetwork.k8s.adopt;

import dev.podnetwork.k8s.adopt.ClusterFacts.NodeFact;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The trunk interfaces that bound records hang under, against what their nodes say ({@code k8s.aliyun.com/trunk-on}). Pure. */
final class NodeTrunks {
    private static final String NODE = "Node";

    private NodeTrunks() {}

    static List<PlanLine> lines(ClusterFacts facts) {
        Map<String, Set<String>> trunks = new LinkedHashMap<>();
        for (Doc.Fields record : facts.records()) {
            String instance = bound(record, "instanceID");
            String trunk = bound(record, "trunkENIID");
            if (!instance.isBlank() && !trunk.isBlank()) {
                facts.nodeOn(instance)
                        .ifPresent(node -> trunks.computeIfAbsent(node, n -> new LinkedHashSet<>())
                                .add(trunk));
            }
        }
        List<PlanLine> lines = new ArrayList<>();
        trunks.forEach((node, all) ->
                lines.add(line(node, facts.node(node).map(NodeFact::trunk).orElse(""), List.copyOf(all))));
        return lines;
    }

    private static String bound(Doc.Fields record, String field) {
        try {
            Doc.Fields status = record.fields("status");
            return status.text("phase").filter("Bind"::equals).isPresent()
                    ? status.text(field).orElse("")
                    : "";
        } catch (DocumentException unreadable) {
            return "";
        }
    }

    private static PlanLine line(String node, String says, List<String> records) {
        if (records.size() > 1 || !says.isEmpty() && !says.equals(records.get(0))) {
            String said = says.isEmpty() ? "" : "; the node says " + says;
            return PlanLine.of(
                    NODE, node, Verdict.CONFLICT, "its records are under " + String.join(" and ", records) + said);
        }
        if (!says.isEmpty()) {
            return PlanLine.of(NODE, node, Verdict.AS_IS, "its trunk is " + says + ", as its records say");
        }
        String trunk = records.get(0);
        return new PlanLine(
                NODE,
                node,
                Verdict.FIELDS,
                "it lacks annotation " + Vocabulary.TRUNK_ON + ", and its records are under " + trunk,
                List.of(new Step.Patch(
                        KubePaths.node(node),
                        Map.of("metadata", Map.of("annotations", Map.of(Vocabulary.TRUNK_ON, trunk))),
                        false)));
    }
}
