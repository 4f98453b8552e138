package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Makes manifests of documents: lists are taken apart, names checked, and of an object that is there twice the later one counts. */
public final class ManifestReader {
    /** The group and version of the kinds that only this command knows. */
    public static final String OUR_API_VERSION = "podnetwork.dev/v1alpha1";

    private static final Pattern DNS = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private final Map<String, Manifest> manifests = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();

    private ManifestReader() {}

    /**
     * What was read.
     *
     * @param manifests in order; of an object that is there twice only the later one
     * @param notices what the user should know, one line each
     */
    public record Read(List<Manifest> manifests, List<String> notices) {}

    /**
     * The manifests of some texts.
     *
     * @throws DocumentException at the first thing that is not one
     */
    public static Read read(List<Sources.Source> sources) {
        ManifestReader reader = new ManifestReader();
        for (Sources.Source source : sources) {
            List<Doc> documents = YamlReader.read(source.name(), source.text());
            if (documents.isEmpty()) {
                reader.notices.add(source.name() + ": there is no manifest in it");
            }
            documents.forEach(reader::add);
        }
        if (reader.manifests.isEmpty() && !sources.isEmpty()) {
            throw new DocumentException(
                    new Position(sources.get(0).name(), 0),
                    "there is no manifest in it",
                    "give one with apiVersion and kind");
        }
        return new Read(List.copyOf(reader.manifests.values()), List.copyOf(reader.notices));
    }

    private void add(Doc document) {
        if (!(document instanceof Doc.Fields body)) {
            throw new DocumentException(
                    document.at(),
                    "the document is " + document.describe(),
                    "give a Kubernetes object with apiVersion and kind");
        }
        String kind = required(body, "kind");
        String apiVersion = required(body, "apiVersion");
        if (kind.endsWith("List") && body.get("items").isPresent()) {
            body.items("items").forEach(this::add);
            return;
        }
        if (kind.equals("List") && apiVersion.equals("v1")) {
            throw new DocumentException(
                    body.at(), "the List has no items", "give it the field items, a list of objects");
        }
        Doc.Fields metadata = body.fields("metadata");
        Manifest manifest = new Manifest(
                apiVersion, kind, metadata.text("namespace").orElse("default"), name(apiVersion, kind, body), body);
        checkDns(manifest.namespace(), "metadata.namespace", metadata.at("namespace"));
        String key = apiVersion.replaceAll("/.*", "") + " " + manifest;
        Manifest before = manifests.put(key, manifest);
        if (before != null && !Objects.equals(Plain.of(before.body()), Plain.of(body))) {
            notices.add(body.at() + ": " + manifest + " takes the place of the one at " + before.at());
        }
    }

    private static String required(Doc.Fields body, String field) {
        return body.text(field)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new DocumentException(
                        body.at(field),
                        "the document has no " + field,
                        "give a Kubernetes object with apiVersion and kind"));
    }

    private static String name(String apiVersion, String kind, Doc.Fields body) {
        Doc.Fields metadata = body.fields("metadata");
        if (metadata.text("name").isEmpty()) {
            if (apiVersion.equals(OUR_API_VERSION)) {
                return "";
            }
            // The API server appends five characters; a fixed end keeps runs alike.
            return metadata.text("generateName")
                    .map(prefix -> prefix + "gen01")
                    .orElseThrow(() -> new DocumentException(
                            body.at("metadata"), "the " + kind + " has no metadata.name", "give it a name"));
        }
        String name = metadata.text("name").orElseThrow();
        checkDns(name, "metadata.name", metadata.at("name"));
        return name;
    }

    private static void checkDns(String name, String field, Position at) {
        if (!DNS.matcher(name).matches()) {
            String found = field + " is \"" + name + "\"";
            throw new DocumentException(
                    at, found, "use lower-case letters, digits, '-' and '.', a letter or digit at both ends");
        }
    }
}
