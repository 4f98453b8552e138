package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PodENI object with changes: as it would be, and the patches that make it so. Not thread-safe.
 */
final class RecordDraft {
    private static final String METADATA = "metadata";
    private static final String SPEC = "spec";
    private static final String STATUS = "status";

    private final Map<String, @Nullable Object> tree;
    private final Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> statusPatch = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();

    RecordDraft(Doc.Fields object) {
        tree = Plain.map(object);
    }

    /** The object as it would be now. */
    Doc.Fields object() {
        return Plain.fields(tree, Position.NOWHERE);
    }

    /** The record it would be. */
    Allocation decode() {
        Doc.Fields now = object();
        return AllocationHalves.join(PodEniCodec.decodeHead(now), PodEniCodec.decodeStatus(now));
    }

    /** A text of its status; empty when there is none. */
    String status(String field) {
        return object().fields(STATUS).text(field).orElse("");
    }

    Optional<String> annotation(String name) {
        return object().fields(METADATA).fields("annotations").text(name).filter(text -> !text.isBlank());
    }

    Optional<String> label(String name) {
        return object().fields(METADATA).fields("labels").text(name).filter(text -> !text.isBlank());
    }

    Optional<String> zone() {
        return object().fields(SPEC).text("zone").filter(text -> !text.isBlank());
    }

    List<Doc.Fields> allocations() {
        return object().fields(SPEC).objects("allocations");
    }

    void setAnnotation(String name, @Nullable String value, String why) {
        set(METADATA, "annotations", name, value);
        changes.add(why);
    }

    void setLabel(String name, String value, String why) {
        set(METADATA, "labels", name, value);
        changes.add(why);
    }

    void setFinalizers(List<String> all, String why) {
        child(tree, METADATA).put("finalizers", all);
        child(patch, METADATA).put("finalizers", all);
        changes.add(why);
    }

    void setZone(String zone, String why) {
        child(tree, SPEC).put("zone", zone);
        child(patch, SPEC).put("zone", zone);
        changes.add(why);
    }

    /** Sets a field of an allocation, or of its {@code eni}; a list is replaced as a whole by a merge patch. */
    @SuppressWarnings("unchecked")
    void setAllocation(int index, boolean ofEni, String name, String value, String why) {
        if (child(tree, SPEC).get("allocations") instanceof List<?> all && all.get(index) instanceof Map<?, ?> entry) {
            Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) entry;
            (ofEni ? child(fields, "eni") : fields).put(name, value);
            child(patch, SPEC).put("allocations", all);
        }
        changes.add(why);
    }

    void setStatus(String name, @Nullable String value, String why) {
        if (value == null) {
            child(tree, STATUS).remove(name);
        } else {
            child(tree, STATUS).put(name, value);
        }
        statusPatch.put(name, value);
        changes.add(why);
    }

    private void set(String part, String map, String name, @Nullable String value) {
        if (value == null) {
            child(child(tree, part), map).remove(name);
        } else {
            child(child(tree, part), map).put(name, value);
        }
        child(child(patch, part), map).put(name, value);
    }

    /** What was changed, for people; empty when nothing was. */
    String changes() {
        return String.join(", ", changes);
    }

    boolean changed() {
        return !changes.isEmpty();
    }

    /** The writes: metadata and spec at the version that was read, then the status. */
    List<Step> steps() {
        String path = KubePaths.podEni(PodEniCodec.key(object()));
        List<Step> steps = new ArrayList<>();
        if (!patch.isEmpty()) {
            Map<String, @Nullable Object> metadata = child(patch, METADATA);
            metadata.put("uid", object().fields(METADATA).text("uid").orElse(null));
            metadata.put(
                    "resourceVersion",
                    object().fields(METADATA).text("resourceVersion").orElse(null));
            steps.add(new Step.Patch(path, patch, false));
        }
        if (!statusPatch.isEmpty()) {
            steps.add(new Step.Patch(path, Map.of(STATUS, statusPatch), true));
        }
        return steps;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        parent.put(name, made);
        return made;
    }
}
