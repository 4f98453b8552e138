package dev.podnetwork.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a document comes to once its defaults are filled in and equal spellings are made equal; two that are equal work alike.
 * Immutable.
 *
 * @param values the value of every key, by name
 */
public record EffectiveConfig(Map<String, Object> values) {
    /** Copies the map, by name. */
    public EffectiveConfig {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Of a document with those keys; unknown keys do not count. */
    public static EffectiveConfig of(ConfigKeys keys, Map<?, ?> tree) {
        Map<String, Object> values = new TreeMap<>();
        for (ConfigKey key : keys.all()) {
            Object value = tree.get(key.name());
            boolean fallback = value == null || (value.equals("") && key.kind() == ValueKind.TEXT);
            values.put(key.name(), fallback ? key.fallback() : key.normal(Objects.requireNonNull(value)));
        }
        mergeSecurityGroups(values);
        return new EffectiveConfig(values);
    }

    /** The single group and the list are one set. */
    private static void mergeSecurityGroups(Map<String, Object> values) {
        if (!(values.get("security_groups") instanceof List<?> list)) {
            return;
        }
        TreeSet<String> merged = new TreeSet<>();
        list.forEach(each -> merged.add(String.valueOf(each)));
        Object one = values.put("security_group", "");
        if (one != null && !one.equals("")) {
            merged.add(String.valueOf(one));
        }
        values.put("security_groups", List.copyOf(merged));
    }

    /** What changes on the way to another document, by name of the key, with what each change reaches. */
    public List<ConfigChange> changesTo(EffectiveConfig next, ConfigKeys keys) {
        List<ConfigChange> changes = new ArrayList<>();
        for (ConfigKey key : keys.all()) {
            Object before = values.getOrDefault(key.name(), key.fallback());
            Object after = next.values.getOrDefault(key.name(), key.fallback());
            if (!key.meant(before).equals(key.meant(after))) {
                ChangeRule.Answer answer = key.changeOf(before, after);
                changes.add(new ConfigChange(
                        key.name(), key.show(before), key.show(after), answer.change(), answer.note()));
            }
        }
        return List.copyOf(changes);
    }
}
