package dev.podnetwork.k8s.install;

import dev.podnetwork.k8s.model.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chart with its values, ready to be rendered. Immutable.
 */
public final class Chart {
    /** The files of the chart, in the order in which they are printed. */
    static final List<String> TEMPLATES = List.of("access", "users", "controller", "webhooks");

    /** The definitions, by file. */
    static final List<String> DEFINITIONS = List.of("podnetworkings", "podenis");

    private final String namespace;
    private final Map<String, @Nullable Object> values;

    private Chart(String namespace, Map<String, @Nullable Object> values) {
        this.namespace = namespace;
        this.values = values;
    }

    /** With the values that it comes with, into that namespace. */
    public static Chart in(String namespace) {
        return new Chart(namespace, Yaml.object(resource("chart/values.yaml")));
    }

    /** With values from a file laid over; objects are merged, everything else replaces. */
    public Chart with(String valuesYaml) {
        return new Chart(namespace, merged(values, Yaml.object(valuesYaml)));
    }

    /**
     * With one value changed.
     *
     * @param setting {@code path.to.value=YAML}
     * @throws IllegalArgumentException when it has another form
     */
    public Chart set(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("\"" + setting + "\" sets nothing: write path.to.value=VALUE");
        }
        @Nullable Object tree = Yaml.value(setting.substring(equals + 1));
        String[] path = setting.substring(0, equals).split("\\.");
        for (int i = path.length - 1; i >= 0; i--) {
            Map<String, @Nullable Object> outer = new LinkedHashMap<>();
            outer.put(path[i], tree);
            tree = outer;
        }
        return new Chart(namespace, merged(values, (Map<?, ?>) Objects.requireNonNull(tree)));
    }

    private static Map<String, @Nullable Object> merged(Map<?, ?> base, Map<?, ?> over) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        base.forEach((key, value) -> all.put(String.valueOf(key), value));
        over.forEach((key, value) -> all.put(
                String.valueOf(key),
                value instanceof Map<?, ?> inner && all.get(String.valueOf(key)) instanceof Map<?, ?> old
                        ? merged(old, inner)
                        : value));
        return all;
    }

    /** The controller's name. */
    public String name() {
        return String.valueOf(values.get("name"));
    }

    /** The name of the controller's lease. */
    String lease() {
        return String.valueOf(values.get("controllerName"));
    }

    /** Into which namespace. */
    public String namespace() {
        return namespace;
    }

    /** The configuration of the controller, as the values have it. */
    Map<?, ?> config() {
        return values.get("config") instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Where {@code eni-config} is. */
    String configNamespace() {
        return String.valueOf(values.get("configNamespace"));
    }

    /**
     * Everything to install as YAML, definitions first.
     *
     * @throws InstallException when there is a value that nobody reads, or one that cannot be
     */
    public String yaml() {
        List<String> problems = ChartValues.problems(values);
        if (!problems.isEmpty()) {
            throw new InstallException(String.join("\n", problems));
        }
        List<String> documents = new ArrayList<>();
        DEFINITIONS.forEach(each -> documents.add(definition(each)));
        Map<String, ?> scope = Map.of(
                "Values", values, "Release", Map.of("Namespace", namespace, "Name", name(), "Service", "podnet"));
        for (String each : TEMPLATES) {
            String rendered = Template.render(each, resource("chart/templates/" + each + ".yaml"), scope);
            if (!rendered.isBlank()) {
                documents.add(rendered);
            }
        }
        return String.join(
                "---\n", documents.stream().map(each -> each.strip() + "\n").toList());
    }

    /** Everything to install, in the order in which it is applied. */
    public List<Manifest> manifests() {
        return Yaml.documents(yaml()).stream()
                .map(Manifest::of)
                .sorted(Comparator.comparing(Manifest::kind))
                .toList();
    }

    private static String definition(String plural) {
        return resource(Vocabulary.class, plural + ".crd.yaml", "/dev/podnetwork/k8s/" + plural + ".crd.yaml");
    }

    private static String resource(String path) {
        return resource(Chart.class, path, path);
    }

    private static String resource(Class<?> near, String name, String path) {
        try (InputStream in = near.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name + ": build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
