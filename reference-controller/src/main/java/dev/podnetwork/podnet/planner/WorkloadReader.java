package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.sim.cluster.PodTemplate;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.fake.sim.cluster.Workload.Controller;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads pods and what makes pods. Fields that do not matter here are not looked at. */
final class WorkloadReader {
    private static final long REPLICAS_MAX = 1_000_000;
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private WorkloadReader() {}

    /** The workload that a manifest is; empty when it is of another kind. */
    static Optional<WorkloadPlan> read(Manifest manifest, List<String> customStatefulKinds) {
        String group = manifest.apiVersion().replaceAll("/.*", "");
        if (manifest.kind().equals("Pod") && manifest.apiVersion().equals("v1")) {
            return Optional.of(pod(manifest));
        }
        if (group.equals("apps")) {
            Optional<WorkloadPlan> builtIn = switch (manifest.kind()) {
                case "Deployment", "ReplicaSet" ->
                    Optional.of(templated(manifest, Controller.REPLICATED, "ReplicaSet"));
                case "StatefulSet" -> Optional.of(templated(manifest, Controller.STATEFUL, "StatefulSet"));
                case "DaemonSet" -> Optional.of(templated(manifest, Controller.PER_NODE, "DaemonSet"));
                default -> Optional.empty();
            };
            if (builtIn.isPresent()) {
                return builtIn;
            }
        }
        boolean custom = customStatefulKinds.contains(manifest.kind().toLowerCase(Locale.ROOT))
                && manifest.spec().get("template").isPresent();
        return custom ? Optional.of(templated(manifest, Controller.STATEFUL, manifest.kind())) : Optional.empty();
    }

    private static WorkloadPlan pod(Manifest manifest) {
        Doc.Fields spec = present(manifest, manifest.body(), "spec");
        List<Doc.Fields> owners = manifest.metadata().objects("ownerReferences");
        String owner = owners.isEmpty() ? "" : owners.get(0).text("kind").orElse("");
        Workload workload = new Workload(
                PodRef.of(manifest.namespace(), manifest.name()),
                Controller.BARE,
                owner,
                1,
                true,
                template(manifest.labels(), manifest.annotations(), spec));
        return plan(manifest, workload, spec);
    }

    private static WorkloadPlan templated(Manifest manifest, Controller controller, String ownerKind) {
        Doc.Fields spec = present(manifest, manifest.body(), "spec");
        Doc.Fields template = present(manifest, spec, "template");
        Doc.Fields podSpec = present(manifest, template, "spec");
        Doc.Fields metadata = template.fields("metadata");
        Workload workload = new Workload(
                PodRef.of(manifest.namespace(), manifest.name()),
                controller,
                ownerKind,
                replicas(spec),
                controller != Controller.STATEFUL
                        || spec.text("podManagementPolicy")
                                .filter("Parallel"::equals)
                                .isPresent(),
                template(metadata.textMap("labels"), metadata.textMap("annotations"), podSpec));
        selects(manifest, spec, workload);
        return plan(manifest, workload, podSpec);
    }

    private static WorkloadPlan plan(Manifest manifest, Workload workload, Doc.Fields podSpec) {
        boolean host = podSpec.flag("hostNetwork").orElse(false);
        return new WorkloadPlan(
                workload, manifest.kind(), host, podSpec.items("containers").size(), placement(podSpec), manifest.at());
    }

    private static Map<String, Object> placement(Doc.Fields podSpec) {
        Map<String, Object> placement = new LinkedHashMap<>();
        for (String field : List.of("nodeName", "nodeSelector", "affinity")) {
            podSpec.get(field).map(Plain::of).ifPresent(value -> placement.put(field, value));
        }
        return placement;
    }

    /** The API server refuses a workload whose selector does not select its own pods. */
    private static void selects(Manifest manifest, Doc.Fields spec, Workload workload) {
        Doc.Fields selector = spec.fields("selector");
        selector.textMap("matchLabels").forEach((key, value) -> {
            if (!value.equals(workload.template().labels().get(key))) {
                throw new DocumentException(
                        selector.fields("matchLabels").at(key),
                        "the selector of " + manifest + " wants " + key + "=" + value + ", its pods have not",
                        "give the template that label");
            }
        });
    }

    private static int replicas(Doc.Fields spec) {
        long replicas = spec.whole("replicas").orElse(1L);
        if (replicas < 0 || replicas > REPLICAS_MAX) {
            throw new DocumentException(
                    spec.at("replicas"), "replicas is " + replicas, "give a number from 0 to " + REPLICAS_MAX);
        }
        return (int) replicas;
    }

    private static PodTemplate template(
            Map<String, String> labels, Map<String, String> annotations, Doc.Fields podSpec) {
        Map<String, String> selector = new LinkedHashMap<>(podSpec.textMap("nodeSelector"));
        podSpec.text("nodeName").filter(name -> !name.isEmpty()).ifPresent(name -> selector.put(HOSTNAME, name));
        return new PodTemplate(labels, annotations, selector);
    }

    private static Doc.Fields present(Manifest manifest, Doc.Fields in, String field) {
        if (in.get(field).isEmpty()) {
            throw new DocumentException(
                    in.at(), manifest + " has no " + field + " where it needs one", "add the field " + field);
        }
        return in.fields(field);
    }
}
