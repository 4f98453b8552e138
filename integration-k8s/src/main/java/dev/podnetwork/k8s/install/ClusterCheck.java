package dev.podnetwork.k8s.install;

import dev.podnetwork.core.config.ConfigCheck;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a cluster before something is installed into it: reads only. What cannot be read is an error, never an OK. Blocks; thread-safe.
 */
public final class ClusterCheck {
    private static final String OLDEST = "v1.28.0";
    private static final String RUNNING = "terway-controlplane";

    private final KubeApi api;
    private final Chart chart;

    /** Of that chart in the cluster behind that API server. */
    public ClusterCheck(KubeApi api, Chart chart) {
        this.api = api;
        this.chart = chart;
    }

    /** Every answer, in a fixed order. */
    public List<CheckLine> run() {
        List<CheckLine> lines = new ArrayList<>();
        lines.add(version());
        if (lines.get(0).level() == CheckLine.Level.ERROR) {
            return lines;
        }
        lines.addAll(rights());
        lines.add(otherControlPlane());
        lines.add(otherWebhooks());
        lines.add(NodeDaemons.of(send(NodeDaemons.REQUEST)));
        lines.addAll(configuration());
        lines.add(zones());
        return List.copyOf(lines);
    }

    private CheckLine version() {
        KubeAnswer answer = get("/version");
        if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
            return CheckLine.error("the API server does not say its version: " + problem(answer));
        }
        String version = replied.object().text("gitVersion").orElse("?");
        return SemanticVersion.compare(version, OLDEST) >= 0
                ? CheckLine.ok("Kubernetes " + version)
                : CheckLine.error("Kubernetes " + version + ": " + OLDEST + " or later is needed");
    }

    /** Whether we may do what an installation does, and what its removal does besides. */
    private List<CheckLine> rights() {
        Set<Right> needed = new LinkedHashSet<>();
        for (Manifest each : chart.manifests()) {
            for (String verb : List.of("create", "patch", "delete")) {
                needed.add(new Right(verb, each.kind().group(), each.kind().plural(), each.namespace()));
            }
        }
        List<CheckLine> lines = new ArrayList<>();
        denied(needed).forEach(each -> lines.add(CheckLine.error("you may not " + each)));
        if (lines.isEmpty()) {
            lines.add(CheckLine.ok("you may install: " + needed.size() + " rights checked"));
        }
        List<Right> missing = denied(Installation.rightsToRemove(chart));
        if (!missing.isEmpty()) {
            String all = missing.stream().map(Right::toString).collect(Collectors.joining(", "));
            lines.add(CheckLine.warning(
                    "you may not " + all + ": podnet install --remove needs that, to leave nodes as they"
                            + " were and to take away the lease; have it done by somebody who may"));
        }
        return lines;
    }

    private List<Right> denied(Collection<Right> needed) {
        return needed.stream().filter(each -> !allowed(each)).toList();
    }

    private boolean allowed(Right right) {
        Map<String, @Nullable Object> review = new LinkedHashMap<>();
        review.put("apiVersion", "authorization.k8s.io/v1");
        review.put("kind", "SelfSubjectAccessReview");
        review.put("spec", Map.of("resourceAttributes", right.attributes()));
        KubeAnswer answer =
                send(KubeRequest.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Json.write(review)));
        return answer instanceof KubeAnswer.Replied replied
                && replied.ok()
                && replied.object().fields("status").flag("allowed").orElse(false);
    }

    private CheckLine otherControlPlane() {
        KubeAnswer answer = get("/apis/apps/v1/namespaces/kube-system/deployments/" + RUNNING);
        if (answer instanceof KubeAnswer.Replied replied && replied.missing()) {
            return CheckLine.ok("no other control plane runs");
        }
        if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
            return CheckLine.error("Deployment kube-system/" + RUNNING + " cannot be read: " + problem(answer));
        }
        long replicas = replied.object().fields("spec").whole("replicas").orElse(1L);
        return replicas == 0
                ? CheckLine.ok("the other control plane is scaled to 0")
                : CheckLine.error("Deployment kube-system/" + RUNNING + " runs with " + replicas
                        + " replicas: scale it to 0 first, two control planes must not act on the same pods");
    }

    private CheckLine otherWebhooks() {
        List<String> there = new ArrayList<>();
        for (String kind : List.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations")) {
            KubeAnswer answer = get("/apis/admissionregistration.k8s.io/v1/" + kind + "/" + RUNNING);
            boolean missing = answer instanceof KubeAnswer.Replied absent && absent.missing();
            boolean found = answer instanceof KubeAnswer.Replied present && present.ok();
            if (!missing && !found) {
                return CheckLine.error(kind + " cannot be read: " + problem(answer));
            }
            if (found) {
                there.add(kind + "/" + RUNNING);
            }
        }
        return there.isEmpty()
                ? CheckLine.ok("no other webhooks")
                : CheckLine.error(String.join(" and ", there)
                        + " would still be called: save and delete them before you install, as podnet adopt does");
    }

    private List<CheckLine> configuration() {
        List<CheckLine> lines = new ArrayList<>();
        findings("values config", ConfigCheck.controller(chart.config()), lines);
        String path = KubePaths.configMaps(chart.configNamespace()) + "/eni-config";
        KubeAnswer answer = get(path);
        if (answer instanceof KubeAnswer.Replied replied && replied.missing()) {
            lines.add(CheckLine.warning("there is no eni-config in " + chart.configNamespace()
                    + ": policies and pods that name no vSwitches will be refused"));
        } else if (answer instanceof KubeAnswer.Replied replied && replied.ok()) {
            document(replied.object())
                    .ifPresentOrElse(
                            tree -> {
                                findings("eni-config", ConfigCheck.eniConfig(tree), lines);
                                ConfigCheck.trunk(chart.config(), tree)
                                        .ifPresent(each -> lines.add(CheckLine.warning(each.text())));
                            },
                            () -> lines.add(CheckLine.error("eni_conf in eni-config is no JSON object")));
        } else {
            lines.add(CheckLine.error("eni-config cannot be read: " + problem(answer)));
        }
        return lines;
    }

    private static void findings(String of, List<Finding> findings, List<CheckLine> lines) {
        for (Finding each : findings) {
            if (each.isError()) {
                lines.add(CheckLine.error(of + ": " + each.text()));
            } else if (each.severity() == Finding.Severity.WARNING) {
                lines.add(CheckLine.warning(of + ": " + each.text()));
            }
        }
        if (findings.stream().noneMatch(Finding::isError)) {
            lines.add(CheckLine.ok(of + " can be used"));
        }
    }

    private static Optional<Map<String, @Nullable Object>> document(Doc.Fields configMap) {
        try {
            String text = configMap.fields("data").text("eni_conf").orElse("{}");
            return Json.parseWithComments(text, Position.NOWHERE) instanceof Doc.Fields fields
                    ? Optional.of(Plain.map(fields))
                    : Optional.empty();
        } catch (DocumentException bad) {
            return Optional.empty();
        }
    }

    private CheckLine zones() {
        KubeAnswer answer = get(KubePaths.NODES);
        if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
            return CheckLine.error("nodes cannot be read: " + problem(answer));
        }
        List<Doc.Fields> nodes = replied.object().objects("items");
        List<String> without = nodes.stream()
                .map(node -> node.fields("metadata"))
                .filter(node -> node.fields("labels")
                        .text("topology.kubernetes.io/zone")
                        .isEmpty())
                .map(node -> node.text("name").orElse("?"))
                .toList();
        return without.isEmpty()
                ? CheckLine.ok(nodes.size() + " nodes, each with a zone")
                : CheckLine.warning("nodes without a zone get no pods with interfaces of their own: " + without);
    }

    private KubeAnswer get(String path) {
        return send(KubeRequest.get(path, Map.of()));
    }

    private KubeAnswer send(KubeRequest request) {
        try {
            return api.send(request).toCompletableFuture().get();
        } catch (ExecutionException broken) {
            return new KubeAnswer.Lost(true, String.valueOf(broken.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new KubeAnswer.Lost(true, "interrupted");
        }
    }

    private static String problem(KubeAnswer answer) {
        return answer instanceof KubeAnswer.Replied replied ? replied.problem() : ((KubeAnswer.Lost) answer).reason();
    }
}
