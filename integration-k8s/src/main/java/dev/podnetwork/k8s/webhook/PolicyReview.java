package dev.podnetwork.k8s.webhook;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.core.admission.PodNetworkingDefaults;
import dev.podnetwork.core.admission.PodNetworkingValidation;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.k8s.model.PodNetworkingCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy that is created or changed: its missing lists are filled, then it is checked. A change is refused only for an error that it brings
 * in, so that what is stored already can still be changed, and deleted (spec: control-plane §2.6; weakness W12). Thread-safe.
 */
final class PolicyReview {
    private final AdmissionFacts facts;

    PolicyReview(AdmissionFacts facts) {
        this.facts = facts;
    }

    AdmissionResponse fill(AdmissionRequest request) {
        PodNetworkingSpec spec;
        try {
            spec = PodNetworkingCodec.decode(request.object()).spec();
        } catch (DocumentException | IllegalArgumentException bad) {
            // The schema is checked after us, and says it better.
            return AdmissionResponse.allow("left to the schema", List.of());
        }
        if (request.object().get("spec").isEmpty()) {
            return AdmissionResponse.allow("left to the schema", List.of());
        }
        PodNetworkingDefaults filled = PodNetworkingDefaults.fill(spec, facts.eniConfig());
        List<Map<String, Object>> patch = new ArrayList<>();
        if (spec.securityGroups().isEmpty() && !filled.spec().securityGroups().isEmpty()) {
            patch.add(add(
                    "/spec/securityGroupIDs",
                    filled.spec().securityGroups().stream()
                            .map(SecurityGroupId::value)
                            .toList()));
        }
        if (spec.vSwitches().isEmpty() && !filled.spec().vSwitches().isEmpty()) {
            patch.add(add(
                    "/spec/vSwitchOptions",
                    filled.spec().vSwitches().stream().map(VSwitchId::value).toList()));
        }
        return patch.isEmpty()
                ? AdmissionResponse.allow(filled.message(), List.of())
                : AdmissionResponse.edit(patch, List.of());
    }

    private static Map<String, Object> add(String path, Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", "add");
        operation.put("path", path);
        operation.put("value", value);
        return operation;
    }

    AdmissionResponse validate(AdmissionRequest request) {
        if (request.object().fields("metadata").get("deletionTimestamp").isPresent()) {
            return AdmissionResponse.allow("being deleted", List.of());
        }
        try {
            return validated(request);
        } catch (DocumentException | IllegalArgumentException bad) {
            return AdmissionResponse.deny("the PodNetworking cannot be read: " + bad.getMessage());
        }
    }

    private AdmissionResponse validated(AdmissionRequest request) {
        boolean inject = facts.settings().injectResources();
        PodNetworkingSpec spec = PodNetworkingCodec.decode(request.object()).spec();
        PodNetworkingValidation checked = request.operation() == AdmissionRequest.Operation.CREATE
                ? PodNetworkingValidation.onCreate(spec, inject)
                : PodNetworkingValidation.onUpdate(before(request.before()), spec, inject);
        return checked.denial()
                .map(AdmissionResponse::deny)
                .orElseGet(() -> AdmissionResponse.allow(
                        PodNetworkingValidation.CHECKED,
                        checked.warnings().stream().map(Finding::text).toList()));
    }

    /** What cannot be read brought no error of ours with it. */
    private static PodNetworkingSpec before(Doc.Fields stored) {
        try {
            return PodNetworkingCodec.decode(stored).spec();
        } catch (DocumentException | IllegalArgumentException bad) {
            return PodNetworkingSpec.builder().build();
        }
    }
}
