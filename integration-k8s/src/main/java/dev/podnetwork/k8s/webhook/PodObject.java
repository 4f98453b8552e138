package dev.podnetwork.k8s.webhook;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.admission.ParsedAnnotation;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.Map;

/** A pod as the API server sends it for admission. Stateless. */
final class PodObject {
    private PodObject() {}

    /**
     * What admission looks at.
     *
     * @throws DocumentException when a field has a type that no pod has
     */
    static PodFacts facts(Doc.Fields pod, String namespace) {
        Doc.Fields metadata = pod.fields("metadata");
        Doc.Fields spec = pod.fields("spec");
        Map<String, String> annotations = metadata.textMap("annotations");
        String phase = pod.fields("status").text("phase").orElse("");
        return new PodFacts(
                PodRef.of(
                        namespace.isEmpty() ? metadata.text("namespace").orElse("default") : namespace, name(metadata)),
                metadata.textMap("labels"),
                annotations,
                parsed(annotations, WireNames.POD_NETWORKS),
                parsed(annotations, WireNames.POD_NETWORKS_REQUEST),
                metadata.objects("ownerReferences").stream()
                        .map(owner -> owner.text("kind").orElse(""))
                        .toList(),
                spec.flag("hostNetwork").orElse(false),
                spec.items("containers").size(),
                phase.equals("Succeeded") || phase.equals("Failed"));
    }

    private static String name(Doc.Fields metadata) {
        return metadata.text("name")
                .filter(text -> !text.isEmpty())
                .or(() -> metadata.text("generateName"))
                .filter(text -> !text.isEmpty())
                .orElse("unnamed");
    }

    private static ParsedAnnotation parsed(Map<String, String> annotations, String key) {
        String text = annotations.get(key);
        if (text == null) {
            return ParsedAnnotation.ABSENT;
        }
        try {
            return ParsedAnnotation.of(Plain.of(Json.parse(text, Position.NOWHERE)));
        } catch (DocumentException bad) {
            return ParsedAnnotation.unreadable(String.valueOf(bad.getMessage()));
        }
    }
}
