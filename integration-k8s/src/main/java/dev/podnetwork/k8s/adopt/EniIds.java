package dev.podnetwork.k8s.adopt;

import dev.podnetwork.k8s.tree.Doc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The interfaces that a record names, however little of it can be read. Stateless. */
final class EniIds {
    private EniIds() {}

    static Set<String> of(Doc.Fields record) {
        Set<String> ids = new LinkedHashSet<>();
        for (Doc.Fields allocation : allocations(record)) {
            if (allocation.get("eni").orElse(null) instanceof Doc.Fields eni
                    && eni.get("id").orElse(null) instanceof Doc.Text id
                    && !id.value().isBlank()) {
                ids.add(id.value());
            }
        }
        return ids;
    }

    private static List<Doc.Fields> allocations(Doc.Fields record) {
        List<Doc.Fields> all = new ArrayList<>();
        if (record.get("spec").orElse(null) instanceof Doc.Fields spec
                && spec.get("allocations").orElse(null) instanceof Doc.Items items) {
            for (Doc each : items.items()) {
                if (each instanceof Doc.Fields fields) {
                    all.add(fields);
                }
            }
        }
        return all;
    }
}
