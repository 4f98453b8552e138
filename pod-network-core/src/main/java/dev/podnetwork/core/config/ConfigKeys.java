package dev.podnetwork.core.config;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys that one kind of document may have. Immutable. */
public final class ConfigKeys {
    private static final int NEAR = 3;

    private final String document;
    private final Map<String, ConfigKey> byName;

    private ConfigKeys(String document, List<ConfigKey> keys) {
        Map<String, ConfigKey> sorted = new TreeMap<>();
        keys.forEach(key -> sorted.put(key.name(), key));
        this.document = document;
        this.byName = Collections.unmodifiableMap(sorted);
    }

    /** The keys of {@code eni_conf} (spec: node-ipam §1.2). */
    public static ConfigKeys eniConfig() {
        return new ConfigKeys("eni-config", EniConfigKeys.keys());
    }

    /** The keys of the controller's configuration (spec: control-plane §10.4). */
    public static ConfigKeys controller() {
        return new ConfigKeys("the controller's configuration", ControllerKeys.keys());
    }

    /** The keys of the controller's credentials file (spec: control-plane §10.4). */
    public static ConfigKeys credentials() {
        return new ConfigKeys("the credentials file", ControllerKeys.credentials());
    }

    /** The document, for people. */
    public String document() {
        return document;
    }

    /** All keys, by name. */
    public Collection<ConfigKey> all() {
        return byName.values();
    }

    /** The key of that name. */
    public Optional<ConfigKey> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The known key that differs in at most three letters, the closest first, then by name. */
    public Optional<String> nearest(String name) {
        String best = null;
        int bestDistance = NEAR + 1;
        for (String known : byName.keySet()) {
            int distance = distance(name, known);
            if (distance < bestDistance && distance < known.length() / 2) {
                best = known;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
