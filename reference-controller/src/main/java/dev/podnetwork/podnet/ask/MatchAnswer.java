package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.admission.AdmissionAnswer;
import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.core.admission.NetworkEntries;
import dev.podnetwork.core.admission.NetworkEntry;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.admission.PodAdmission;
import dev.podnetwork.core.admission.PodEdit;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.admission.VirtualNodeNeed;
import dev.podnetwork.core.admission.ZoneConstraint;
import dev.podnetwork.core.explain.PolicyVerdict;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows what matching and admission say about pods. */
final class MatchAnswer {
    private final Asked asked;
    private final List<Manifest> manifests;
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> pods = new ArrayList<>();

    MatchAnswer(Asked asked, List<Manifest> manifests) {
        this.asked = asked;
        this.manifests = manifests;
    }

    Answer answer() {
        return new Answer(List.copyOf(lines), Map.of("pods", pods));
    }

    void add(WorkloadPlan each) {
        PodRef pod = firstPod(each);
        Map<?, ?> object = object(each);
        PodFacts facts = asked.factsOf(each, pod);
        AdmissionAnswer answer = PodAdmission.decide(facts, object, asked.contextOf(each), asked.previousZone(facts));
        List<PolicyVerdict> verdicts =
                PolicyVerdict.of(asked.context().policies(), asked.labelsOf(each), resolution(answer));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pod", pod.toString());
        lines.add(each.kind() + " " + each.workload().name() + ": " + headline(answer, tree));
        if (answer instanceof AdmissionAnswer.Edit edit) {
            edited(edit, tree);
        }
        verdicts.stream()
                .filter(v -> !v.used())
                .forEach(v -> lines.add("  policy " + v.policy() + " is not used: " + v.text()));
        tree.put(
                "policies",
                verdicts.stream()
                        .map(v -> Map.<String, Object>of(
                                "name", v.policy(), "used", v.used(), "cause", v.cause(), "text", v.text()))
                        .toList());
        pods.add(tree);
    }

    private static PodRef firstPod(WorkloadPlan each) {
        PodRef name = each.workload().name();
        boolean stateful = each.workload().controller() == Workload.Controller.STATEFUL;
        return stateful ? PodRef.of(name.namespace(), name.name() + "-0") : name;
    }

    /** The pod as an object: the manifest itself, or its template. */
    private Map<?, ?> object(WorkloadPlan each) {
        Manifest manifest = manifests.stream()
                .filter(m -> m.kind().equals(each.kind()) && m.at().equals(each.at()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(each.kind() + " at " + each.at() + " is in no manifest"));
        return each.kind().equals("Pod")
                ? Plain.map(manifest.body())
                : Plain.map(manifest.spec().fields("template"));
    }

    private static NetworkResolution resolution(AdmissionAnswer answer) {
        if (answer instanceof AdmissionAnswer.Edit edit) {
            return edit.resolved();
        } else if (answer instanceof AdmissionAnswer.Deny deny) {
            return new NetworkResolution.Denied(deny.reason());
        }
        AdmissionAnswer.Allow allow = (AdmissionAnswer.Allow) answer;
        return new NetworkResolution.NotOurs(allow.message(), allow.dropped());
    }

    private static String headline(AdmissionAnswer answer, Map<String, Object> tree) {
        if (answer instanceof AdmissionAnswer.Deny deny) {
            tree.put("decision", "denied");
            tree.put("reason", deny.reason());
            return "DENIED: " + deny.reason();
        }
        if (answer instanceof AdmissionAnswer.Allow allow) {
            tree.put("decision", "allowed");
            tree.put("reason", allow.message());
            return "no network of ours: " + allow.message();
        }
        NetworkResolution.Resolved resolved = ((AdmissionAnswer.Edit) answer).resolved();
        tree.put("decision", "edited");
        tree.put("source", resolved.source().name());
        return switch (resolved.source()) {
            case POLICY -> "PodNetworking " + resolved.policies().get(0);
            case REQUEST -> "PodNetworkings " + resolved.policies() + ", as the pod requests";
            case ANNOTATION -> "as its annotation pod-networks says";
            case CLUSTER_DEFAULT -> "the cluster's default, from eni-config";
        };
    }

    private void edited(AdmissionAnswer.Edit edit, Map<String, Object> tree) {
        edit.resolved().entries().forEach(entry -> lines.add("  " + line(entry)));
        lines.add("  zones: " + zones(edit.zones()));
        if (asked.context().settings().kind() == ClusterKind.SERVERLESS) {
            VirtualNodeNeed.of(edit.zones(), asked.virtualNodeZones()).ifPresent(need -> {
                lines.add("  " + need);
                tree.put("needs", need.toString());
            });
        }
        lines.add("  the webhook writes" + (edit.edits().isEmpty() ? " nothing: all is there" : ":"));
        edit.edits().forEach(e -> lines.add("    " + line(e)));
        edit.notes().forEach(n -> lines.add("  note: " + n));
        tree.put("podNetworks", NetworkEntries.write(edit.resolved().entries()));
        tree.put(
                "zones",
                edit.zones().anyOf().stream()
                        .map(zones -> zones.stream().map(Object::toString).toList())
                        .toList());
        tree.put("patch", edit.edits().stream().map(PodEdit::toTree).toList());
        tree.put("notes", edit.notes());
    }

    private static String zones(ZoneConstraint zones) {
        return zones.anyOf().isEmpty()
                ? "any"
                : zones.anyOf().stream()
                        .map(each -> each.stream().map(Object::toString).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; and of these "));
    }

    private static String line(NetworkEntry entry) {
        return "interface " + entry.interfaceName() + ": vSwitches " + entry.vSwitches() + " ("
                + entry.selection().wire() + "), security groups " + entry.securityGroups() + ", eniType "
                + entry.eniType().wire() + ", " + entry.allocationType().releasePolicy()
                + (entry.extras().defaultRoute() ? ", default route" : "");
    }

    private static String line(PodEdit edit) {
        return edit.toTree().get("op") + " " + edit.path() + " " + Json.write(edit.value());
    }
}
