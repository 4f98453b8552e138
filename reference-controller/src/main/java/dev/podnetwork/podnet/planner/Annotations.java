package dev.podnetwork.podnet.planner;

import dev.podnetwork.core.admission.ParsedAnnotation;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.Map;

/** Annotations that hold JSON. */
public final class Annotations {
    private Annotations() {}

    /** The annotation as admission wants it. */
    public static ParsedAnnotation parsed(Map<String, String> annotations, String key) {
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
