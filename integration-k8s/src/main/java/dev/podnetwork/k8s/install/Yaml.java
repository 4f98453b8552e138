package dev.podnetwork.k8s.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** YAML as plain trees, and back. Stateless. */
final class Yaml {
    private Yaml() {}

    /** The documents of a text that are objects; empty ones are left out. */
    static List<Map<String, @Nullable Object>> documents(String text) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Object each : yaml().loadAll(text)) {
            if (each instanceof Map<?, ?> map) {
                all.add(named(map));
            }
        }
        return all;
    }

    /** The object that a text is; the empty text is the empty object. */
    static Map<String, @Nullable Object> object(String text) {
        List<Map<String, @Nullable Object>> all = documents(text);
        return all.isEmpty() ? new LinkedHashMap<>() : all.get(0);
    }

    /** One value, as a user writes it after {@code --set}. */
    static @Nullable Object value(String text) {
        return yaml().load(text);
    }

    /** A tree in block style, without the last line break. */
    static String block(@Nullable Object tree) {
        return yaml().dump(tree).stripTrailing();
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) ->
                copy.put(String.valueOf(key), value instanceof Map<?, ?> inner ? named(inner) : value));
        return copy;
    }

    private static org.yaml.snakeyaml.Yaml yaml() {
        DumperOptions style = new DumperOptions();
        style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        style.setWidth(1000);
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()), new Representer(style), style);
    }
}
