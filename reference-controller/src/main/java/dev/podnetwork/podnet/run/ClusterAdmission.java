package dev.podnetwork.podnet.run;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.admission.AdmissionAnswer;
import dev.podnetwork.core.admission.NetworkRequests;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.admission.PodAdmission;
import dev.podnetwork.core.admission.PodEdit;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.admission.PreviousZone;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.admission.ResourceRequest;
import dev.podnetwork.core.admission.ZoneConstraint;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.core.plan.SharedPod;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.cluster.SimAdmission;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import dev.podnetwork.podnet.planner.Annotations;
import dev.podnetwork.spi.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the webhook does to a pod, and what the controller reads from it once it is scheduled; the rules are the core's. */
final class ClusterAdmission implements SimAdmission {
    private final Simulation plan;
    private final RequestContext context;
    private final SimStore<Allocation> records;
    private final Story story;
    private final Map<PodRef, WorkloadPlan> workloads = new LinkedHashMap<>();
    private final Map<PodRef, String> denied = new LinkedHashMap<>();

    ClusterAdmission(Simulation plan, RequestContext context, SimStore<Allocation> records, Story story) {
        this.plan = plan;
        this.context = context;
        this.records = records;
        this.story = story;
        plan.workloads().forEach(each -> workloads.put(each.workload().name(), each));
    }

    @Override
    public Verdict admit(PodRef pod, Workload owner, Map<String, String> namespaceLabels) {
        return admitOn(null, pod, owner, namespaceLabels);
    }

    @Override
    public Verdict admitOn(@Nullable NodeRef node, PodRef pod, Workload owner, Map<String, String> namespaceLabels) {
        WorkloadPlan known = workloads.get(owner.name());
        boolean exclusive =
                node == null ? known != null && plan.goesToExclusiveNodes(known) : plan.isExclusive(node.value());
        PodFacts anywhere = facts(pod, owner, owner.template().annotations());
        PodFacts facts = exclusive ? anywhere.onExclusiveNodes() : anywhere;
        Map<String, Object> object = object(facts);
        AdmissionAnswer answer =
                PodAdmission.decide(facts, object, context.inNamespace(namespaceLabels), previousZone(facts));
        denied.remove(subject(pod, owner));
        if (answer instanceof AdmissionAnswer.Edit edit) {
            return admitted(pod, object, edit);
        } else if (answer instanceof AdmissionAnswer.Deny no) {
            story.said(subject(pod, owner), "DENIED", no.reason());
            denied.put(subject(pod, owner), no.reason());
            return new Denied(no.reason());
        }
        for (NearMiss miss : ((AdmissionAnswer.Allow) answer).dropped()) {
            story.said(pod, "NOT OURS", "PodNetworking " + miss.policy() + " does not apply: " + miss.text());
        }
        return Admitted.UNCHANGED;
    }

    /** As much of the pod's object as admission may edit. */
    private static Map<String, Object> object(PodFacts pod) {
        List<Map<String, Object>> containers = new ArrayList<>();
        for (int i = 0; i < pod.containers(); i++) {
            containers.add(Map.of("name", "c" + i));
        }
        return Map.of("metadata", Map.of("annotations", pod.annotations()), "spec", Map.of("containers", containers));
    }

    /** A pod of a Deployment has another name at each try; its workload has not. */
    private static PodRef subject(PodRef pod, Workload owner) {
        boolean named =
                owner.controller() == Workload.Controller.STATEFUL || owner.controller() == Workload.Controller.BARE;
        return named ? pod : owner.name();
    }

    /** Pods, or workloads whose pods have no fixed names, that are denied, with the reason. */
    Map<PodRef, String> denied() {
        return Collections.unmodifiableMap(denied);
    }

    private Verdict admitted(PodRef pod, Map<String, Object> object, AdmissionAnswer.Edit edit) {
        NetworkResolution.Resolved resolved = edit.resolved();
        if (resolved.source() == NetworkResolution.Source.POLICY
                && resolved.policies().size() > 1) {
            String chosen = resolved.policies().get(0);
            story.said(pod, "MATCHED", "PodNetworking " + chosen + ", the lowest name of " + resolved.policies());
        }
        edit.zones().report().ifPresent(note -> story.said(pod, "ZONE", note));
        ResourceRequest resource = edit.resource();
        return new Admitted(
                annotations(PodEdit.apply(object, edit.edits())),
                resource == null ? null : resource.name(),
                resource == null ? 0 : resource.count(),
                zones(edit.zones()));
    }

    private static Map<String, String> annotations(Map<String, @Nullable Object> pod) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (pod.get("metadata") instanceof Map<?, ?> metadata && metadata.get("annotations") instanceof Map<?, ?> all) {
            all.forEach((key, value) -> annotations.put(String.valueOf(key), String.valueOf(value)));
        }
        return annotations;
    }

    private @Nullable ZoneId previousZone(PodFacts pod) {
        Stored<Allocation> stored = records.get(pod.ref()).orElse(null);
        return PreviousZone.of(
                        stored == null ? null : stored.record(),
                        stored != null && stored.deletionRequested(),
                        context.settings().fixedNames(),
                        pod.ownerKinds())
                .orElse(null);
    }

    private static List<ZoneId> zones(ZoneConstraint constraint) {
        List<ZoneId> all = new ArrayList<>();
        constraint.anyOf().stream()
                .flatMap(List::stream)
                .distinct()
                .filter(constraint::allows)
                .forEach(all::add);
        return all;
    }

    /** What a scheduled pod asks for; empty when it needs nothing of ours. */
    Optional<AllocationRequest> request(SimPod pod, NetworkMode node) {
        PodFacts facts = facts(pod.ref(), pod.owner(), pod.annotations());
        Map<String, String> labels = plan.namespaces().getOrDefault(pod.ref().namespace(), Map.of());
        NetworkResolution resolution =
                NetworkRequests.resolve(facts, context.inNamespace(labels).scheduledOn(node));
        if (resolution instanceof NetworkResolution.Resolved resolved
                && pod.node().isPresent()) {
            IpStack stack = plan.eniConfig().ipStack().perInterface();
            List<InterfaceRequest> interfaces = resolved.entries().stream()
                    .map(each -> each.toRequest(stack))
                    .toList();
            return Optional.of(
                    new AllocationRequest(pod.ref(), pod.uid(), pod.node().get(), interfaces));
        }
        if (resolution instanceof NetworkResolution.Denied denied) {
            story.said(pod.ref(), "REJECTED", denied.reason());
        }
        return Optional.empty();
    }

    /** Whether a pod is to get an address of its node's shared pool: no policy and no annotation gives it an interface. */
    boolean isShared(SimPod pod, NetworkMode node) {
        PodFacts facts = facts(pod.ref(), pod.owner(), pod.annotations());
        Map<String, String> labels = plan.namespaces().getOrDefault(pod.ref().namespace(), Map.of());
        NetworkResolution resolution =
                NetworkRequests.resolve(facts, context.inNamespace(labels).scheduledOn(node));
        boolean own = pod.resource() != null || !(resolution instanceof NetworkResolution.NotOurs);
        return facts.containers() > 0
                && new SharedPod(true, facts.hostNetwork(), facts.isIgnored(), own, false, List.of()).needsAddress();
    }

    private PodFacts facts(PodRef pod, Workload owner, Map<String, String> annotations) {
        WorkloadPlan known = workloads.get(owner.name());
        return new PodFacts(
                pod,
                owner.template().labels(),
                annotations,
                Annotations.parsed(annotations, WireNames.POD_NETWORKS),
                Annotations.parsed(annotations, WireNames.POD_NETWORKS_REQUEST),
                owner.ownerKind().isEmpty() ? List.of() : List.of(owner.ownerKind()),
                known != null && known.hostNetwork(),
                known == null ? 1 : known.containers(),
                false);
    }
}
