package dev.podnetwork.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole document strictly: an unknown key and an impossible value is one error each, which names the key, the value and what
 * is allowed. Values that work but not as written are warnings. Nothing is thrown (spec: node-ipam §1.2, control-plane §10.4).
 */
public final class ConfigCheck {
    /** Shared nodes that are worked on in parallel, at most (README decision 17). */
    public static final int MOST_PARALLEL_NODES = 500;

    /** Trunk or exclusive pods that are worked on in parallel, at most (README decision 17). */
    public static final int MOST_PARALLEL_PODS = 100;

    /** What of {@code kubeClientQPS} counts when only the burst is given. */
    private static final double PUBLISHED_QPS = 20;

    /** Writes from a scheduled pod to a bound record. */
    private static final int WRITES_PER_POD = 3;

    /** What the published list {@code controllers} may name (spec: control-plane §0). */
    private static final List<String> CONTROLLERS =
            List.of("pod", "pod-eni", "pod-networking", "eni", "node", "multi-ip-node", "multi-ip-pod");

    private final ConfigKeys keys;
    private final Map<?, ?> tree;
    private final List<Finding> findings = new ArrayList<>();

    private ConfigCheck(ConfigKeys keys, Map<?, ?> tree) {
        this.keys = keys;
        this.tree = tree;
        tree.forEach((key, value) -> check(String.valueOf(key), value));
    }

    /** Checks an {@code eni_conf} document. */
    public static List<Finding> eniConfig(Map<?, ?> tree) {
        ConfigCheck check = new ConfigCheck(ConfigKeys.eniConfig(), tree);
        check.together("access_key", "access_secret");
        check.above("min_pool_size", "max_pool_size", "is clamped to it");
        check.above("ip_warm_up_size", "max_pool_size", "is made once, then given back down to it");
        EniConfigReader.read(tree).findings().stream()
                .filter(f -> check.findings.stream()
                        .noneMatch(known -> f.key().split("\\.", 2)[0].equals(known.key())))
                .filter(f -> !f.key().equals("vswitch_selection_policy"))
                .forEach(check.findings::add);
        return List.copyOf(check.findings);
    }

    /** Checks the controller's configuration. */
    public static List<Finding> controller(Map<?, ?> tree) {
        ConfigCheck check = new ConfigCheck(ConfigKeys.controller(), tree);
        List.of("clusterID", "vpcID").forEach(check::required);
        check.clamped("multiIPNodeMaxConcurrent", MOST_PARALLEL_NODES, "shared nodes");
        check.clamped("podMaxConcurrent", MOST_PARALLEL_PODS, "trunk and exclusive pods");
        check.clamped("podENIMaxConcurrent", MOST_PARALLEL_PODS, "trunk and exclusive pods");
        check.paced();
        check.controllers();
        return List.copyOf(check.findings);
    }

    /** Checks the controller's credentials file. */
    public static List<Finding> credentials(Map<?, ?> tree) {
        ConfigCheck check = new ConfigCheck(ConfigKeys.credentials(), tree);
        check.together("accessKey", "accessSecret");
        return List.copyOf(check.findings);
    }

    /** What two places say about trunk; nothing when they agree (README decision 13). */
    public static Optional<Finding> trunk(@Nullable Map<?, ?> controller, @Nullable Map<?, ?> eniConfig) {
        return TrunkSwitch.decide(flag(controller, "enableTrunk", true), flag(eniConfig, "enable_eni_trunking", false))
                .report();
    }

    private static @Nullable Boolean flag(@Nullable Map<?, ?> tree, String key, boolean fallback) {
        if (tree == null) {
            return null;
        }
        Object value = tree.get(key);
        return value == null ? Boolean.valueOf(fallback) : ValueKind.asSwitch(value);
    }

    private void check(String name, @Nullable Object value) {
        ConfigKey key = keys.byName(name).orElse(null);
        if (key == null) {
            findings.add(Finding.error(name, unknown(name)));
        } else if (value != null && !key.accepts(value)) {
            String allowed = key.kind().fits(value) ? key.allowed() : key.kind().words();
            findings.add(Finding.error(name, name + " is " + key.show(value) + ": allowed is " + allowed));
        }
    }

    private String unknown(String name) {
        String hint = keys.nearest(name)
                .map(k -> "did you mean " + k + "?")
                .orElseGet(() -> "allowed are "
                        + String.join(
                                ", ", keys.all().stream().map(ConfigKey::name).toList()));
        return name + " is not a key of " + keys.document() + ": " + hint;
    }

    private boolean isEmpty(String name) {
        Object value = tree.get(name);
        return value == null || value.equals("");
    }

    private void together(String one, String other) {
        if (isEmpty(one) != isEmpty(other)) {
            String missing = isEmpty(one) ? one : other;
            String there = isEmpty(one) ? other : one;
            findings.add(
                    Finding.error(missing, missing + " is empty and " + there + " is not: allowed is both or none"));
        }
    }

    private void required(String name) {
        if (isEmpty(name)) {
            findings.add(Finding.error(name, name + " is empty: allowed is a text that is not empty, it is required"));
        }
    }

    private @Nullable Double number(String name) {
        Object value = tree.get(name);
        return value == null || value instanceof Map || value instanceof List ? null : ValueKind.number(value);
    }

    private void above(String name, String limit, String consequence) {
        Double value = number(name);
        Double most = Objects.requireNonNullElse(number(limit), 0.0);
        if (value != null && value > most) {
            findings.add(Finding.warning(
                    name,
                    name + " is " + tree.get(name) + ", above " + limit + " (" + most.longValue() + "), and "
                            + consequence));
        }
    }

    /** A client-side limit of one's own: the API server limits each client itself, fairly, so without one none is set. */
    private void paced() {
        Double qps = number("kubeClientQPS");
        Double burst = number("kubeClientBurst");
        if (qps == null && burst == null) {
            return;
        }
        double used = qps == null ? PUBLISHED_QPS : qps;
        if (used <= 0) {
            return;
        }
        String first = qps == null ? "kubeClientBurst" : "kubeClientQPS";
        findings.add(Finding.warning(
                first,
                first + " is " + tree.get(first) + ": with " + whole(used)
                        + " calls a second to the API server no more than "
                        + whole(used / WRITES_PER_POD)
                        + " pods a second are bound; without both keys the API server alone"
                        + " limits us"));
    }

    /** A name that nobody knows would be passed over, and what it was meant for would run, or not, as without it. */
    private void controllers() {
        if (!(tree.get("controllers") instanceof List<?> entries)) {
            return;
        }
        List<String> unknown = new ArrayList<>();
        for (Object entry : entries) {
            if (entry instanceof String name && !name.equals("*") && !CONTROLLERS.contains(withoutSign(name))) {
                unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) {
            findings.add(Finding.error(
                    "controllers",
                    "controllers names " + String.join(", ", unknown)
                            + ", and there is no such controller: allowed are " + String.join(", ", CONTROLLERS)
                            + ", each alone or as -name to leave it out, and * for all"));
        }
    }

    private static String withoutSign(String name) {
        return name.startsWith("-") ? name.substring(1) : name;
    }

    private static String whole(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private void clamped(String name, int most, String what) {
        Double value = number(name);
        boolean wrong = findings.stream().anyMatch(f -> f.key().equals(name));
        if (value != null && value > most && !wrong) {
            findings.add(Finding.warning(
                    name,
                    name + " is " + tree.get(name) + " and taken as " + most + ": at most " + most + " " + what
                            + " are worked on in parallel"));
        }
    }
}
