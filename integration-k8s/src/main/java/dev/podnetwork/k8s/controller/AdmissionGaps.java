package dev.podnetwork.k8s.controller;

import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.match.PodLabels;
import dev.podnetwork.core.match.PolicyMatch;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.SlimPod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds pods that a policy selects and that admission did not see, because it was away or the policy was not Ready, and says
 * so on the pod: never a silent downgrade (spec: README decision 4; weakness W9). Only policies older than the pod count. Their times are whole
 * seconds: in the same second, as when one file makes both, the policy counts.
 */
final class AdmissionGaps {
    private final KubernetesView view;
    private final ClusterSettings settings;
    private final WaitReporter reporter;

    AdmissionGaps(KubernetesView view, ClusterSettings settings, WaitReporter reporter) {
        this.view = view;
        this.settings = settings;
        this.reporter = reporter;
    }

    /** Looks at a scheduled pod that is not ours. */
    void look(SlimPod pod) {
        Map<String, String> namespace = view.namespaceLabels(pod.ref().namespace());
        if (pod.hostNetwork() || "false".equals(namespace.get("k8s.aliyun.com/pod-eni"))) {
            return;
        }
        boolean fixedName = settings.fixedNames().isFixedName(pod.ownerKinds());
        PolicyMatch match = view.policies().match(new PodLabels(pod.labels(), namespace, fixedName));
        List<String> missed =
                match.names().stream().filter(name -> older(name, pod)).toList();
        if (!missed.isEmpty()) {
            reporter.rejected(
                    pod.ref(),
                    "PodNetworking " + String.join(", ", missed)
                            + (missed.size() == 1 ? " selects" : " select")
                            + " the pod, but the pod was admitted without it and keeps the shared network: the admission"
                            + " webhook was away, or the policy was another then; delete the pod so that it is created again");
            return;
        }
        String unusable = match.dropped().stream()
                .filter(miss -> older(miss.policy(), pod))
                .map(miss -> "PodNetworking " + miss.policy() + " " + miss.text())
                .collect(Collectors.joining("; "));
        if (!unusable.isEmpty()) {
            reporter.rejected(pod.ref(), unusable + "; the pod keeps the shared network");
        }
    }

    private boolean older(String policy, SlimPod pod) {
        return view.storedPolicy(policy)
                .filter(stored -> !stored.created().isAfter(pod.created()))
                .isPresent();
    }
}
