package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.admission.PodNetworkingReadiness;
import dev.podnetwork.core.admission.PolicyFacts;
import dev.podnetwork.core.admission.PreviousZone;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.admission.VSwitchFact;
import dev.podnetwork.core.config.TrunkSwitch;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.FixedNameRule;
import dev.podnetwork.core.match.PodLabels;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.podnet.plan.CloudPlan;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.plan.StartRecord;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import dev.podnetwork.podnet.planner.Annotations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifests as admission sees them: policies judged by the declared and made-up vSwitches, nothing run.
 *
 * @param plan everything that was read
 * @param context what pods are resolved against, in a namespace without labels
 */
record Asked(Simulation plan, RequestContext context) {
    static Asked of(Simulation plan, ClusterKind kind) {
        boolean trunk = TrunkSwitch.decide(null, plan.eniConfig().trunking()).on();
        ClusterSettings settings = new ClusterSettings(
                trunk,
                false,
                true,
                plan.isWhollyExclusive(),
                new FixedNameRule(List.of(), plan.eniConfig().statefulKinds()),
                kind);
        PodNetworkingMatcher policies = PodNetworkingMatcher.of(judged(plan));
        return new Asked(plan, RequestContext.atAdmission(policies, plan.eniConfig(), settings));
    }

    private static List<PodNetworking> judged(Simulation plan) {
        Map<VSwitchId, VSwitchFact> vSwitches = new LinkedHashMap<>();
        for (FakeVSwitch each : plan.cloud().vSwitches()) {
            vSwitches.put(each.id(), new VSwitchFact.Found(each.zone(), each.vpc(), 1));
        }
        Map<SecurityGroupId, VpcId> groups = new LinkedHashMap<>();
        for (CloudPlan.Group each : plan.cloud().securityGroups()) {
            groups.put(each.id(), each.vpc());
        }
        PolicyFacts facts = new PolicyFacts(vSwitches, groups, plan.cloud().vpc());
        return plan.policies().stream()
                .map(p -> p.withStatus(PodNetworkingReadiness.decide(p.spec(), p.status(), facts)))
                .toList();
    }

    RequestContext contextOf(WorkloadPlan each) {
        return context.inNamespace(namespaceOf(each));
    }

    private Map<String, String> namespaceOf(WorkloadPlan each) {
        return plan.namespaces().getOrDefault(each.workload().name().namespace(), Map.of());
    }

    PodLabels labelsOf(WorkloadPlan each) {
        boolean serverless = context.settings().kind() == ClusterKind.SERVERLESS;
        boolean fixed = serverless || context.settings().fixedNames().isFixedName(owners(each.workload()));
        return new PodLabels(each.workload().template().labels(), namespaceOf(each), fixed);
    }

    /** The first pod of a workload. */
    PodFacts factsOf(WorkloadPlan each, PodRef pod) {
        Map<String, String> annotations = each.workload().template().annotations();
        PodFacts facts = new PodFacts(
                pod,
                each.workload().template().labels(),
                annotations,
                Annotations.parsed(annotations, WireNames.POD_NETWORKS),
                Annotations.parsed(annotations, WireNames.POD_NETWORKS_REQUEST),
                owners(each.workload()),
                each.hostNetwork(),
                each.containers(),
                false);
        return plan.goesToExclusiveNodes(each) ? facts.onExclusiveNodes() : facts;
    }

    private static List<String> owners(Workload workload) {
        return workload.ownerKind().isEmpty() ? List.of() : List.of(workload.ownerKind());
    }

    /** The zones with virtual nodes. */
    List<ZoneId> virtualNodeZones() {
        return plan.nodes().stream()
                .filter(n -> "virtual-kubelet".equals(n.labels().get(WireNames.NODE_TYPE)))
                .map(NodePlan::zone)
                .distinct()
                .toList();
    }

    /** The zone of a record that is there at the start and waits for this pod. */
    @Nullable
    ZoneId previousZone(PodFacts pod) {
        StartRecord start = plan.records().stream()
                .filter(r -> r.head().pod().equals(pod.ref()))
                .findFirst()
                .orElse(null);
        Allocation record = start == null ? null : AllocationHalves.join(start.head(), start.status());
        boolean leaves = start != null && start.deletionRequested();
        return PreviousZone.of(record, leaves, context.settings().fixedNames(), pod.ownerKinds())
                .orElse(null);
    }
}
