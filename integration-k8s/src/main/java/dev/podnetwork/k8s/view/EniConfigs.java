package dev.podnetwork.k8s.view;

import com.google.gson.stream.JsonReader;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.EniConfigReading;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.config.MergePatch;
import dev.podnetwork.k8s.client.Item;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's {@code eni-config}, and what a node's label {@code terway-config} merges over it (spec: control-plane §1.6).
 * A document with an error changes nothing: the last good one stays in use, and the error is reported. Thread-safe.
 */
public final class EniConfigs {
    private static final Logger LOG = LoggerFactory.getLogger(EniConfigs.class);
    private static final String BASE = "eni-config";
    private static final String NODE_LABEL = "terway-config";
    private static final String KEY = "eni_conf";

    private final LiveCache<String, String> texts;
    private final Map<String, EniConfig> lastGood = new ConcurrentHashMap<>();
    private final Map<String, String> readFrom = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    EniConfigs(Runnable changed) {
        this.texts = new LiveCache<>(name -> changed.run());
    }

    Item.Sink<String, String> sink() {
        return texts;
    }

    /** Reads config maps from a stream; one without {@code eni_conf} is kept as an empty text. */
    static Item<String, String> read(JsonReader in) throws IOException {
        String[] found = {"", "", ""};
        FieldReader.fields(in, name -> switch (name) {
            case "metadata" -> {
                FieldReader.fields(in, field -> metadata(field, in, found));
                yield true;
            }
            case "data" -> {
                found[2] = FieldReader.texts(in, KEY::equals).getOrDefault(KEY, "");
                yield true;
            }
            default -> false;
        });
        return new Item<>(found[0], found[1], found[2]);
    }

    private static boolean metadata(String field, JsonReader in, String[] found) throws IOException {
        if (field.equals("name")) {
            found[0] = in.nextString();
        } else if (field.equals("resourceVersion")) {
            found[1] = in.nextString();
        } else {
            return false;
        }
        return true;
    }

    /** The cluster's document; null when there is none, or none that could ever be used. */
    public @Nullable EniConfig cluster() {
        return config(BASE, "");
    }

    /** The document as it holds on a node with these labels. */
    public @Nullable EniConfig onNode(Map<String, String> labels) {
        String overlay = labels.get(NODE_LABEL);
        return overlay == null || overlay.equals(BASE) ? cluster() : config(BASE, overlay);
    }

    /** What is wrong with the documents, by the config map's name; empty when nothing is. */
    public Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    private @Nullable EniConfig config(String base, String overlay) {
        String baseText = texts.get(base);
        String overlayText = overlay.isEmpty() ? "" : texts.get(overlay);
        if (baseText == null) {
            return null;
        }
        String key = base + "+" + overlay;
        String source = baseText + "\u0000" + overlayText;
        if (!source.equals(readFrom.get(key))) {
            parse(key, baseText, overlay, overlayText);
            readFrom.put(key, source);
        }
        return lastGood.get(key);
    }

    private void parse(String key, String baseText, String overlay, @Nullable String overlayText) {
        try {
            Map<String, @Nullable Object> tree = tree(BASE, baseText);
            if (!overlay.isEmpty() && overlayText != null && !overlayText.isBlank()) {
                tree = merged(tree, tree(overlay, overlayText));
            }
            EniConfigReading reading = EniConfigReader.read(tree);
            List<Finding> errors = reading.errors();
            if (errors.isEmpty()) {
                lastGood.put(key, reading.config());
                problems.remove(key);
            } else {
                failed(key, errors.stream().map(Finding::text).collect(Collectors.joining("; ")));
            }
        } catch (DocumentException bad) {
            failed(key, String.valueOf(bad.getMessage()));
        }
    }

    private void failed(String key, String why) {
        problems.put(key, why);
        LOG.error("config map {} is not used, the last good one is: {}", key, why);
    }

    private static Map<String, @Nullable Object> merged(Map<String, @Nullable Object> base, Map<?, ?> overlay) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        MergePatch.apply(base, overlay)
                .effectiveObject()
                .forEach((name, value) -> all.put(String.valueOf(name), value));
        return all;
    }

    private static Map<String, @Nullable Object> tree(String name, String text) {
        if (Json.parseWithComments(text, Position.NOWHERE) instanceof Doc.Fields fields) {
            return Plain.map(fields);
        }
        throw new DocumentException(
                Position.NOWHERE, KEY + " of " + name + " is not a JSON object", "write { \"version\": \"1\" }");
    }
}
