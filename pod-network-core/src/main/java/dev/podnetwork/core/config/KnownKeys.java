package dev.podnetwork.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys an {@code eni_conf} document may have, with the kind of value each takes (spec: node-ipam §1.2). */
final class KnownKeys {
    /** What a value must be. */
    enum Kind {
        TEXT("a text"),
        SECRET("a text"),
        COUNT("a whole number, 0 or more"),
        INTEGER("a whole number"),
        NUMBER("a number"),
        SWITCH("true or false"),
        LIST("a list"),
        MAP("an object");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final Map<String, Kind> KINDS = kinds();
    private static final int NEAR = 3;

    private KnownKeys() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        put(kinds, Kind.SECRET, "access_key", "access_secret");
        put(kinds, Kind.TEXT, "version", "credential_path", "region_id", "service_cidr", "vswitch_selection_policy");
        put(kinds, Kind.TEXT, "eni_selection_policy", "security_group", "resource_group_id", "ip_stack", "ipam_type");
        put(kinds, Kind.TEXT, "idle_ip_reclaim_after", "idle_ip_reclaim_interval", "idle_ip_reclaim_jitter_factor");
        put(kinds, Kind.TEXT, "ip_pool_sync_period", "prefix", "enable_eip_pool", "allow_eip_rob");
        put(kinds, Kind.COUNT, "max_pool_size", "min_pool_size", "min_eni", "max_eni", "ip_warm_up_size");
        put(kinds, Kind.COUNT, "ipv4_prefix_count", "ipv6_prefix_count", "kube_client_burst");
        put(kinds, Kind.INTEGER, "eni_cap_shift", "idle_ip_reclaim_batch_size");
        put(kinds, Kind.NUMBER, "eni_cap_ratio", "kube_client_qps");
        put(kinds, Kind.SWITCH, "enable_eni_trunking", "enable_erdma", "enable_ip_prefix");
        put(kinds, Kind.SWITCH, "disable_device_plugin", "enable_patch_pod_ips");
        put(
                kinds,
                Kind.LIST,
                "security_groups",
                "eni_tag_block_list",
                "custom_stateful_workload_kinds",
                "extra_routes");
        put(kinds, Kind.MAP, "vswitches", "eni_tags", "eni_tag_filter", "backoff_override", "rate_limit");
        return kinds;
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String... keys) {
        List.of(keys).forEach(key -> kinds.put(key, kind));
    }

    static Optional<Kind> kindOf(String key) {
        return Optional.ofNullable(KINDS.get(key));
    }

    /** The known key that differs in at most three letters, the closest first, then by name. */
    static Optional<String> nearest(String key) {
        String best = null;
        int bestDistance = NEAR + 1;
        for (String known : KINDS.keySet()) {
            int distance = distance(key, known);
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
