package dev.podnetwork.core.admission;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.config.WireNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on a pod that is being created, and says in the fewest edits what it lacks. Admitting what was admitted before edits nothing
 * (spec: control-plane §2.2, §2.5; weaknesses W10, W48).
 */
public final class PodAdmission {
    private static final List<String> TERMS = List.of(
            "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");

    private final PodFacts pod;
    private final RequestContext context;
    private final PodEditor editor;

    private PodAdmission(PodFacts pod, Map<?, ?> object, RequestContext context) {
        this.pod = pod;
        this.context = context;
        this.editor = new PodEditor(object);
    }

    /**
     * Decides.
     *
     * @param pod the pod, with its two JSON annotations parsed
     * @param object the same pod as an object of maps, lists, texts, numbers and switches
     * @param context policies and settings, at admission
     * @param previous the zone of the pod's record, if it has one with an interface that is not being deleted
     */
    public static AdmissionAnswer decide(
            PodFacts pod, Map<?, ?> object, RequestContext context, @Nullable ZoneId previous) {
        NetworkResolution resolution = NetworkRequests.resolve(pod, context);
        if (resolution instanceof NetworkResolution.NotOurs notOurs) {
            return new AdmissionAnswer.Allow(notOurs.reason(), notOurs.dropped());
        }
        if (resolution instanceof NetworkResolution.Denied denied) {
            return new AdmissionAnswer.Deny(denied.reason());
        }
        return new PodAdmission(pod, object, context)
                .edit(
                        (NetworkResolution.Resolved) resolution,
                        ZoneConstraint.of((NetworkResolution.Resolved) resolution, pod, previous));
    }

    private AdmissionAnswer edit(NetworkResolution.Resolved resolved, ZoneConstraint zones) {
        annotate(resolved);
        boolean exclusive = pod.exclusiveNode() && resolved.source() == NetworkResolution.Source.CLUSTER_DEFAULT;
        ClusterSettings settings = exclusive ? context.settings().withAllNodesExclusive() : context.settings();
        ResourceRequest resource =
                ResourceRequest.of(resolved.entries(), settings).orElse(null);
        if (resource != null) {
            String count = String.valueOf(resource.count());
            List.of("requests", "limits").forEach(kind -> request(kind, resource.name(), count));
        }
        constrain(zones);
        List<String> notes = new ArrayList<>(resolved.notes());
        if (resolved.source() == NetworkResolution.Source.POLICY
                && resolved.policies().size() > 1) {
            notes.add("policies " + resolved.policies() + " match, the lowest name is used");
        }
        zones.report().ifPresent(notes::add);
        return new AdmissionAnswer.Edit(editor.edits(), resolved, resource, zones, notes);
    }

    private void annotate(NetworkResolution.Resolved resolved) {
        boolean serverless = context.settings().kind() == ClusterKind.SERVERLESS;
        boolean same = NetworkEntries.read(pod.networks()).entries().equals(resolved.entries());
        if (!same && !serverless) {
            set(WireNames.POD_NETWORKS, JsonText.of(NetworkEntries.write(resolved.entries())));
        }
        set(WireNames.POD_ENI, "true");
        if (resolved.source() == NetworkResolution.Source.POLICY) {
            set(WireNames.POD_NETWORKING, resolved.policies().get(0));
            if (resolved.policies().size() > 1) {
                set(WireNames.MATCHED, String.join(",", resolved.policies()));
            }
        }
    }

    private void set(String annotation, String value) {
        editor.set(List.of("metadata", "annotations", annotation), value);
    }

    private void request(String kind, String name, String count) {
        List<String> path = List.of("spec", "containers", "0", "resources", kind, name);
        // A quantity may be written as a number.
        if (!count.equals(String.valueOf(editor.at(path)))) {
            editor.set(path, count);
        }
    }

    private void constrain(ZoneConstraint zones) {
        if (zones.anyOf().isEmpty()) {
            return;
        }
        List<Map<String, Object>> wanted =
                zones.anyOf().stream().map(PodAdmission::expression).toList();
        if (!(editor.at(TERMS) instanceof List<?> terms) || terms.isEmpty()) {
            editor.append(TERMS, List.of(Map.of("matchExpressions", wanted)));
            return;
        }
        for (int i = 0; i < terms.size(); i++) {
            List<String> path = new ArrayList<>(TERMS);
            path.add(String.valueOf(i));
            path.add("matchExpressions");
            editor.append(path, missing(wanted, editor.at(path)));
        }
    }

    /** What of the wanted expressions is not there yet, each as often as it is wanted. */
    private static List<Object> missing(List<Map<String, Object>> wanted, @Nullable Object there) {
        List<Object> left = there instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
        List<Object> missing = new ArrayList<>();
        for (Map<String, Object> each : wanted) {
            if (!left.remove(each)) {
                missing.add(each);
            }
        }
        return missing;
    }

    private static Map<String, Object> expression(List<ZoneId> zones) {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", WireNames.ZONE);
        expression.put("operator", "In");
        expression.put("values", zones.stream().map(ZoneId::value).toList());
        return expression;
    }
}
