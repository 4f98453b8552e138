package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.config.ConfigChange;
import dev.podnetwork.core.config.ConfigKey;
import dev.podnetwork.core.config.ConfigKeys;
import dev.podnetwork.core.config.EffectiveConfig;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.config.ValueKind;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what there is to say about configuration documents. */
final class ConfigAnswer {
    /**
     * A finding and its place.
     *
     * @param at the place
     * @param finding the finding
     */
    record Placed(Position at, Finding finding) {}

    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> documents = new ArrayList<>();
    private boolean refused;

    void add(
            ConfigDocument document,
            EffectiveConfig effective,
            List<String> overridden,
            List<Placed> findings,
            List<ConfigChange> changes) {
        findings.forEach(this::line);
        lines.add(document.fields().at() + ": " + document.kind().keys().document() + ": "
                + findings.stream().filter(f -> f.finding().isError()).count() + " error(s), "
                + findings.stream().filter(f -> !f.finding().isError()).count() + " warning(s)");
        overridden.forEach(path -> lines.add("  the node overrides " + path));
        changes.forEach(this::line);
        documents.add(tree(document, effective, overridden, findings, changes));
    }

    void mismatch(Finding report) {
        // Pods would wait for ever.
        Finding finding = Finding.error(report.key(), report.text());
        line(new Placed(Position.NOWHERE, finding));
        documents.add(Map.of("document", "both", "findings", List.of(tree(new Placed(Position.NOWHERE, finding)))));
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    Answer answer() {
        return new Answer(List.copyOf(lines), Map.of("documents", documents));
    }

    private void line(Placed each) {
        refused |= each.finding().isError();
        String place = each.at().toString().isEmpty() ? "" : each.at() + ": ";
        lines.add(place + each.finding().severity().name().toLowerCase(Locale.ROOT) + ": "
                + each.finding().text());
    }

    private void line(ConfigChange each) {
        refused |= ConfigCommand.isForbidden(each);
        String note = each.note().isEmpty() ? "" : " (" + each.note() + ")";
        lines.add("  " + each.key() + ": " + each.before() + " -> " + each.after() + ": "
                + each.change().words() + note);
    }

    private static Map<String, Object> tree(
            ConfigDocument document,
            EffectiveConfig effective,
            List<String> overridden,
            List<Placed> findings,
            List<ConfigChange> changes) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("document", document.kind().keys().document());
        tree.put("at", document.fields().at().toString());
        tree.put("findings", findings.stream().map(ConfigAnswer::tree).toList());
        tree.put("overridden", overridden);
        tree.put("effective", shown(document.kind().keys(), effective));
        tree.put("changes", changes.stream().map(ConfigAnswer::tree).toList());
        return tree;
    }

    private static Map<String, Object> shown(ConfigKeys keys, EffectiveConfig effective) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (ConfigKey key : keys.all()) {
            Object value = effective.values().getOrDefault(key.name(), key.fallback());
            boolean secret = key.kind() == ValueKind.SECRET;
            shown.put(key.name(), secret ? key.show(value) : value);
        }
        return shown;
    }

    private static Map<String, Object> tree(Placed each) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("severity", each.finding().severity().name());
        tree.put("key", each.finding().key());
        tree.put("text", each.finding().text());
        tree.put("at", each.at().toString());
        return tree;
    }

    private static Map<String, Object> tree(ConfigChange each) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", each.key());
        tree.put("before", each.before());
        tree.put("after", each.after());
        tree.put("reaches", each.change().name());
        tree.put("note", each.note());
        return tree;
    }
}
