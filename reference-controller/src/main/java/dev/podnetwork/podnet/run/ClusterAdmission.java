package dev.podnetwork.podnet.run;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.admission.NetworkEntries;
import dev.podnetwork.core.admission.NetworkRequests;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.admission.ResourceRequest;
import dev.podnetwork.core.admission.ZoneConstraint;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.cluster.SimAdmission;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import dev.podnetwork.podnet.planner.Annotations;
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
        PodFacts facts = facts(pod, owner, owner.template().annotations());
        NetworkResolution resolution = NetworkRequests.resolve(facts, context.inNamespace(namespaceLabels));
        denied.remove(subject(pod, owner));
        if (resolution instanceof NetworkResolution.Resolved resolved) {
            return admitted(facts, owner, resolved);
        } else if (resolution instanceof NetworkResolution.Denied no) {
            story.said(subject(pod, owner), "DENIED", no.reason());
            denied.put(subject(pod, owner), no.reason());
            return new Denied(no.reason());
        }
        for (NearMiss miss : ((NetworkResolution.NotOurs) resolution).dropped()) {
            story.said(pod, "NOT OURS", "PodNetworking " + miss.policy() + " does not apply: " + miss.text());
        }
        return Admitted.UNCHANGED;
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

    private Verdict admitted(PodFacts pod, Workload owner, NetworkResolution.Resolved resolved) {
        boolean byPolicy = resolved.source() == NetworkResolution.Source.POLICY;
        if (byPolicy && resolved.policies().size() > 1) {
            String chosen = resolved.policies().get(0);
            story.said(pod.ref(), "MATCHED", "PodNetworking " + chosen + ", the lowest name of " + resolved.policies());
        }
        ZoneConstraint constraint = ZoneConstraint.of(resolved, pod, previousZone(pod.ref()));
        constraint.report().ifPresent(note -> story.said(pod.ref(), "ZONE", note));
        Map<String, String> annotations = new LinkedHashMap<>(owner.template().annotations());
        annotations.put(WireNames.POD_ENI, "true");
        annotations.put(WireNames.POD_NETWORKS, Json.write(NetworkEntries.write(resolved.entries())));
        if (byPolicy) {
            annotations.put(WireNames.POD_NETWORKING, resolved.policies().get(0));
        }
        Optional<ResourceRequest> resource = ResourceRequest.of(resolved.entries(), context.settings());
        return new Admitted(
                annotations,
                resource.map(ResourceRequest::name).orElse(null),
                resource.map(ResourceRequest::count).orElse(0),
                zones(constraint));
    }

    private @Nullable ZoneId previousZone(PodRef pod) {
        return records.get(pod)
                .filter(stored -> !stored.deletionRequested())
                .map(stored -> stored.record().zone())
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
