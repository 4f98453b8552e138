package dev.podnetwork.core.config;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@code eni_conf} document that was parsed already: maps, lists, texts, numbers, switches and nulls. A null value is an
 * absent one. Every problem is a {@link Finding}; nothing is thrown. Use an instance once (spec: node-ipam §1.2).
 */
public final class EniConfigReader {
    /** More security groups than this are refused by the cloud and by admission. */
    public static final int MAX_SECURITY_GROUPS = 10;

    /** More security groups than this are beyond what is documented. */
    public static final int DOCUMENTED_SECURITY_GROUPS = 5;

    private final ConfigKeys keys = ConfigKeys.eniConfig();
    private final Map<?, ?> tree;
    private final List<Finding> findings = new ArrayList<>();

    private EniConfigReader(Map<?, ?> tree) {
        this.tree = tree;
    }

    /** Reads a document. */
    public static EniConfigReading read(Map<?, ?> tree) {
        return new EniConfigReader(tree).read();
    }

    private EniConfigReading read() {
        tree.forEach((key, value) -> check(String.valueOf(key), value));
        EniConfig config = new EniConfig(
                vSwitches(),
                securityGroups(),
                trunking(),
                choice(
                        "ip_stack",
                        ClusterIpStack.IPV4,
                        "ipv4, dual, ipv6",
                        text -> ClusterIpStack.ofWire(text).orElse(null)),
                statefulKinds(),
                sharedSelection(),
                text("resource_group_id"),
                tags(),
                choice("ipam_type", false, "crd or empty", EniConfigReader::isCrd));
        return new EniConfigReading(config, findings);
    }

    private static @Nullable Boolean isCrd(String text) {
        return text.equals("crd") ? Boolean.TRUE : text.isEmpty() ? Boolean.FALSE : null;
    }

    private void check(String key, @Nullable Object value) {
        ConfigKey known = keys.byName(key).orElse(null);
        if (known == null) {
            String hint =
                    keys.nearest(key).map(k -> "; did you mean " + k + "?").orElse("");
            findings.add(Finding.warning(key, key + " is not a key of eni-config and is ignored" + hint));
        } else if (value != null && !known.kind().fits(value)) {
            Object shown = known.kind() == ValueKind.SECRET ? "******" : value;
            findings.add(wrong(key, shown, known.kind().words()));
        }
    }

    private static Finding wrong(String key, Object value, String allowed) {
        String shown = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return Finding.error(key, key + " is " + shown + ": allowed is " + allowed);
    }

    private String text(String key) {
        Object value = tree.get(key);
        return value == null || value instanceof Map || value instanceof List ? "" : String.valueOf(value);
    }

    private <T> T choice(String key, T fallback, String allowed, Function<String, @Nullable T> parse) {
        T parsed = parse.apply(text(key));
        if (parsed == null) {
            findings.add(wrong(key, text(key), allowed));
            return fallback;
        }
        return parsed;
    }

    private @Nullable Boolean trunking() {
        Object value = tree.get("enable_eni_trunking");
        return value == null ? null : ValueKind.asSwitch(value);
    }

    private VSwitchSelectionPolicy sharedSelection() {
        String text = text("vswitch_selection_policy");
        if (!List.of("", "random", "ordered").contains(text)) {
            String warning =
                    "vswitch_selection_policy is \"" + text + "\" and taken as random: allowed is random, or ordered, "
                            + "which means most free addresses first";
            findings.add(Finding.warning("vswitch_selection_policy", warning));
        }
        return text.equals("ordered") ? VSwitchSelectionPolicy.MOST : VSwitchSelectionPolicy.RANDOM;
    }

    private Map<ZoneId, List<VSwitchId>> vSwitches() {
        Map<ZoneId, List<VSwitchId>> byZone = new LinkedHashMap<>();
        if (tree.get("vswitches") instanceof Map<?, ?> zones) {
            zones.forEach((zone, ids) -> {
                List<String> texts = texts("vswitches." + zone, ids);
                if (String.valueOf(zone).isBlank()) {
                    findings.add(wrong("vswitches", "", "an object of zone to list of vSwitch ids"));
                } else if (!texts.isEmpty()) {
                    byZone.put(
                            ZoneId.of(String.valueOf(zone)),
                            texts.stream().map(VSwitchId::of).toList());
                }
            });
        }
        return byZone;
    }

    private List<SecurityGroupId> securityGroups() {
        TreeSet<String> merged = new TreeSet<>(texts("security_groups", listOrNull("security_groups")));
        if (!text("security_group").isBlank()) {
            merged.add(text("security_group"));
        }
        if (merged.size() > MAX_SECURITY_GROUPS) {
            String text = "security groups are " + merged.size() + ": allowed are 1 to " + DOCUMENTED_SECURITY_GROUPS
                    + ", more than " + MAX_SECURITY_GROUPS + " cannot be used";
            findings.add(Finding.error("security_groups", text));
        } else if (merged.size() > DOCUMENTED_SECURITY_GROUPS) {
            String text =
                    "security groups are " + merged.size() + ": documented are 1 to " + DOCUMENTED_SECURITY_GROUPS;
            findings.add(Finding.warning("security_groups", text));
        }
        return merged.stream()
                .limit(MAX_SECURITY_GROUPS)
                .map(SecurityGroupId::of)
                .toList();
    }

    private @Nullable Object listOrNull(String key) {
        return tree.get(key) instanceof List<?> list ? list : null;
    }

    /** The texts of a list; anything else in it is an error that names the key. A null list is an empty one. */
    private List<String> texts(String key, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            findings.add(wrong(key, value, "a list of ids"));
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof String text && !text.isBlank()) {
                texts.add(text.strip());
            } else {
                findings.add(wrong(key, list, "a list of texts that are not empty"));
            }
        }
        return texts.stream().distinct().toList();
    }

    private List<String> statefulKinds() {
        String key = "custom_stateful_workload_kinds";
        List<String> kinds = texts(key, listOrNull(key));
        List<String> lower = kinds.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
        if (!lower.equals(kinds)) {
            findings.add(Finding.warning(
                    key, key + " is " + kinds + " and taken as " + lower + ": write kinds in lower case"));
        }
        return lower;
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        if (tree.get("eni_tags") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof Map || value instanceof List) {
                    findings.add(wrong("eni_tags." + key, value, "a text"));
                } else {
                    tags.put(String.valueOf(key), value == null ? "" : String.valueOf(value));
                }
            });
        }
        return tags;
    }
}
