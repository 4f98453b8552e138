package dev.podnetwork.podnet.controller;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.release.GoDuration;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.config.ClusterIpStack;
import dev.podnetwork.core.config.ConfigCheck;
import dev.podnetwork.core.config.ConfigKeys;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.match.FixedNameRule;
import dev.podnetwork.k8s.client.CallLimit;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.k8s.lease.LeaseSettings;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.input.YamlReader;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The controller's configuration file, with the published keys and their defaults (spec: control-plane §10.4). Where a key is
 * absent and its published default is only right inside a pod, the default here is: health on loopback. A client-side limit on
 * calls to the API server is applied only when the file has one: the API server limits us itself, fairly. Immutable.
 */
final class ControllerConfig {
    private static final String LOOPBACK = "127.0.0.1:8080";
    private static final List<String> ON_BY_DEFAULT = List.of("pod", "pod-eni", "pod-networking", "eni");

    private final Map<String, @Nullable Object> tree;
    private final List<Finding> warnings;

    private ControllerConfig(Map<String, @Nullable Object> tree, List<Finding> warnings) {
        this.tree = tree;
        this.warnings = warnings;
    }

    /**
     * Reads a file.
     *
     * @throws DocumentException when it cannot be used: one line for each key that is unknown or has an impossible value
     */
    static ControllerConfig read(String file) {
        Doc.Fields fields = fields(file);
        Map<String, @Nullable Object> tree = Plain.map(fields);
        List<Finding> warnings = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        Position first = fields.at();
        for (Finding finding : ConfigCheck.controller(tree)) {
            Position at = fields.at(finding.key().split("\\.", 2)[0]);
            if (!finding.isError()) {
                warnings.add(finding);
            } else if (errors.isEmpty()) {
                // Its place stands before the message.
                first = at;
                errors.add(finding.text());
            } else {
                errors.add(at + ": " + finding.text());
            }
        }
        if (!errors.isEmpty()) {
            throw new DocumentException(
                    first,
                    String.join("; ", errors),
                    "correct " + (errors.size() == 1 ? "it" : "the keys above")
                            + "; podnet config keys lists them all");
        }
        return new ControllerConfig(tree, warnings);
    }

    /** The credentials file as the settings that backends read; empty when there is no file. */
    static Map<String, String> credentials(@Nullable String file) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (file != null) {
            Doc.Fields fields = fields(file);
            for (Finding finding : ConfigCheck.credentials(Plain.map(fields))) {
                if (finding.isError()) {
                    throw new DocumentException(fields.at(finding.key()), finding.text(), "correct it");
                }
            }
            put(settings, "ALIBABA_CLOUD_ACCESS_KEY_ID", fields.text("accessKey"));
            put(settings, "ALIBABA_CLOUD_ACCESS_KEY_SECRET", fields.text("accessSecret"));
            put(settings, "PODNETWORK_TOKEN_FILE", fields.text("credentialPath"));
        }
        return settings;
    }

    private static void put(Map<String, String> settings, String name, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> settings.put(name, text));
    }

    private static Doc.Fields fields(String file) {
        List<Sources.Source> sources = Sources.read(List.of(file), System.in);
        List<Doc> documents = YamlReader.read(file, sources.get(0).text());
        if (documents.size() == 1 && documents.get(0) instanceof Doc.Fields only) {
            return only;
        }
        throw new DocumentException(new Position(file, 1), "it is not one YAML mapping", "write key: value lines");
    }

    List<Finding> warnings() {
        return warnings;
    }

    String text(String key) {
        Object value = tree.get(key);
        Object used = value != null ? value : fallback(key);
        return String.valueOf(used);
    }

    private static Object fallback(String key) {
        return ConfigKeys.controller()
                .byName(key)
                .orElseThrow(() -> new IllegalArgumentException(key + " is no key"))
                .fallback();
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    private List<String> texts(String key) {
        return tree.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Map<String, Object> map(String key) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (tree.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> all.put(String.valueOf(name), value));
        }
        return all;
    }

    /** Whether a controller runs: the first entry that speaks of it, else its default (spec: control-plane §0). */
    boolean runs(String controller) {
        for (String entry : texts("controllers")) {
            if (entry.equals(controller) || entry.equals("*")) {
                return true;
            } else if (entry.equals("-" + controller)) {
                return false;
            }
        }
        return ON_BY_DEFAULT.contains(controller);
    }

    /** Where health is served; loopback unless the file says otherwise. */
    String healthAddress() {
        return tree.get("healthzBindAddress") == null ? LOOPBACK : text("healthzBindAddress");
    }

    /** Where metrics are served; "0" for nowhere. */
    String metricsAddress() {
        return text("metricsBindAddress");
    }

    /** What admission and the controllers agree on. */
    ClusterSettings settings() {
        return new ClusterSettings(
                flag("enableTrunk"),
                text("ipamType").equals("crd"),
                flag("enableWebhookInjectResource"),
                false,
                new FixedNameRule(texts("customStatefulWorkloadKinds"), List.of()),
                text("clusterType").equals("serverless") ? ClusterKind.SERVERLESS : ClusterKind.NODES);
    }

    /** The limit on calls to the API server that the file asks for; null when it asks for none. */
    @Nullable
    CallLimit callLimit(Env env) {
        if (tree.get("kubeClientQPS") == null && tree.get("kubeClientBurst") == null) {
            return null;
        }
        return new CallLimit(env, Double.parseDouble(text("kubeClientQPS")), Integer.parseInt(text("kubeClientBurst")));
    }

    /**
     * The options of the controllers.
     *
     * @param identity of this process
     */
    KubernetesOptions options(String identity, DegradationSwitch degradation) {
        KubernetesOptions options = KubernetesOptions.of(ClusterId.of(text("clusterID")))
                .vpc(VpcId.of(text("vpcID")))
                .settings(settings())
                .stack(ClusterIpStack.ofWire(text("ipStack"))
                        .orElse(ClusterIpStack.IPV4)
                        .perInterface())
                .configNamespace("kube-system")
                .pods(runs("pod"))
                .policies(runs("pod-networking"))
                .nodes(runs("node"))
                .reportingAs(text("controllerName"), identity)
                .degradation(degradation);
        Map<String, String> labels = new LinkedHashMap<>();
        map("nodeLabelWhiteList").forEach((name, value) -> labels.put(name, String.valueOf(value)));
        options.nodeLabels(labels);
        Map<String, Integer> rates = new LinkedHashMap<>();
        map("rateLimit").forEach((api, n) -> rates.put(api, (int) Double.parseDouble(String.valueOf(n))));
        options.rateLimits(rates);
        if (tree.get("podMaxConcurrent") != null) {
            int pods = Integer.parseInt(text("podMaxConcurrent"));
            options.allocator(builder -> builder.parallelPods(pods));
        }
        if (flag("leaderElection")) {
            options.lease(lease(identity));
        }
        String level = text("degradation").toUpperCase(Locale.ROOT);
        degradation.set(level.isEmpty() ? Degradation.OFF : Degradation.valueOf(level));
        return options;
    }

    /** The lease that the existing control plane holds too, so that the two never act at the same time. */
    private LeaseSettings lease(String identity) {
        return new LeaseSettings(
                text("controllerNamespace"),
                text("controllerName"),
                identity,
                duration("leaseDuration", LeaseSettings.DURATION),
                duration("retryPeriod", LeaseSettings.RETRY));
    }

    private Duration duration(String key, Duration otherwise) {
        return GoDuration.parse(text(key))
                .filter(each -> !each.isNegative() && !each.isZero())
                .orElse(otherwise);
    }
}
