package dev.podnetwork.k8s.webhook;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.AdmissionAnswer;
import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.core.admission.ExclusivePlacement;
import dev.podnetwork.core.admission.PodAdmission;
import dev.podnetwork.core.admission.PodEdit;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.admission.VirtualNodeNeed;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod that is created. A pod that is changed keeps what it was admitted with: its placement cannot change any more. Thread-safe.
 */
final class PodReview {
    private final AdmissionFacts facts;
    private final AdmissionListener listener;

    PodReview(AdmissionFacts facts, AdmissionListener listener) {
        this.facts = facts;
        this.listener = listener;
    }

    AdmissionResponse review(AdmissionRequest request) {
        if (request.operation() != AdmissionRequest.Operation.CREATE) {
            return AdmissionResponse.allow("not care", List.of());
        }
        Map<String, @Nullable Object> object = Plain.map(request.object());
        PodFacts pod;
        try {
            pod = PodObject.facts(request.object(), request.namespace());
        } catch (DocumentException | IllegalArgumentException bad) {
            return AdmissionResponse.unreadable("the pod cannot be read: " + bad.getMessage());
        }
        boolean exclusive =
                object.get("spec") instanceof Map<?, ?> spec && ExclusivePlacement.isCertain(spec, facts::isExclusive);
        return response(decide(exclusive ? pod.onExclusiveNodes() : pod, object), pod, request);
    }

    /** Only a fixed address has a zone to come back to: for any other pod the API server is not asked for its record. */
    private AdmissionAnswer decide(PodFacts pod, Map<String, @Nullable Object> object) {
        RequestContext context = facts.context(pod.ref().namespace());
        AdmissionAnswer anywhere = PodAdmission.decide(pod, object, context, null);
        boolean fixed =
                anywhere instanceof AdmissionAnswer.Edit edit && edit.resolved().isFixed();
        return (fixed ? facts.previousZone(pod.ref(), pod.ownerKinds()) : Optional.<ZoneId>empty())
                .map(zone -> PodAdmission.decide(pod, object, context, zone))
                .orElse(anywhere);
    }

    private AdmissionResponse response(AdmissionAnswer answer, PodFacts pod, AdmissionRequest request) {
        if (answer instanceof AdmissionAnswer.Deny deny) {
            return AdmissionResponse.deny(deny.reason());
        }
        if (answer instanceof AdmissionAnswer.Allow allow) {
            return AdmissionResponse.allow(allow.message(), dropped(allow.dropped()));
        }
        AdmissionAnswer.Edit edit = (AdmissionAnswer.Edit) answer;
        List<String> warnings = new ArrayList<>(edit.notes());
        warnings.addAll(dropped(edit.resolved().dropped()));
        need(edit).ifPresent(need -> {
            warnings.add(need.toString());
            if (!request.dryRun()) {
                listener.virtualNodeNeeded(pod.ref(), need);
            }
        });
        return AdmissionResponse.edit(edit.edits().stream().map(PodEdit::toTree).toList(), warnings);
    }

    private Optional<VirtualNodeNeed> need(AdmissionAnswer.Edit edit) {
        return facts.settings().kind() == ClusterKind.SERVERLESS
                ? VirtualNodeNeed.of(edit.zones(), facts.virtualNodeZones())
                : Optional.empty();
    }

    private static List<String> dropped(List<NearMiss> misses) {
        return misses.stream()
                .map(miss -> "PodNetworking " + miss.policy() + " does not apply: " + miss.text())
                .toList();
    }
}
