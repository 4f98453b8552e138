package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.admission.NetworkEntries;
import dev.podnetwork.core.admission.NetworkEntry;
import dev.podnetwork.core.admission.ParsedAnnotation;
import dev.podnetwork.core.config.ClusterIpStack;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.plan.CloudPlan;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.Scenario;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.plan.StartRecord;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the simulation that some manifests describe. Used once. */
public final class SimulationPlanner {
    private static final int DEFAULT_ZONES_MAX = 3;

    /** What is simulated of each API version: a kind in other letters is a mistake, not a kind of its own. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "v1",
            List.of("Namespace", "Node", "Pod", "ConfigMap"),
            "apps/v1",
            List.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"),
            Vocabulary.API_VERSION,
            List.of(Vocabulary.POD_NETWORKING, Vocabulary.POD_ENI));

    private final List<Manifest> manifests;
    private final Set<String> notices = new LinkedHashSet<>();
    private final Map<String, Map<String, String>> namespaces = new LinkedHashMap<>();
    private final Map<Manifest, PodNetworking> written = new LinkedHashMap<>();
    private final List<WorkloadPlan> workloads = new ArrayList<>();
    private final List<StartRecord> records = new ArrayList<>();
    private final List<Manifest> nodeManifests = new ArrayList<>();
    private CloudReader.Declared declared = CloudReader.Declared.NOTHING;
    private boolean cloudGiven;
    private @Nullable EniConfig givenConfig;
    private @Nullable Manifest scenario;

    private SimulationPlanner(ManifestReader.Read read) {
        this.manifests = read.manifests();
        notices.addAll(read.notices());
    }

    /**
     * Makes the simulation.
     *
     * @throws DocumentException at the first thing that cannot be
     */
    public static Simulation plan(ManifestReader.Read read) {
        return new SimulationPlanner(read).plan();
    }

    private Simulation plan() {
        manifests.stream()
                .filter(EniConfigDocument::is)
                .findFirst()
                .ifPresent(each -> givenConfig = EniConfigDocument.read(each, notices::add));
        manifests.forEach(this::sorted);
        List<ZoneId> zones = defaultZones();
        EniConfig config = givenConfig == null ? defaultConfig(zones) : givenConfig;
        List<NodePlan> nodes = nodes(zones, config);
        MadeUp madeUp = new MadeUp(declared, zonesOf(nodes), config.ipStack() != ClusterIpStack.IPV4, notices::add);
        List<PodNetworking> policies = new ArrayList<>();
        written.forEach(
                (manifest, policy) -> policies.add(PolicyReader.admitted(policy, manifest, config, notices::add)));
        makeUp(madeUp, config, policies);
        Scenario happens =
                scenario == null ? Scenario.EMPTY : ScenarioReader.read(scenario, new Names(nodes, workloads, records));
        CloudPlan cloud = new CloudPlan(
                declared.vpc(),
                declared.config(),
                madeUp.vSwitches(),
                madeUp.groups(),
                nodes.stream().map(NodePlan::type).distinct().toList());
        return new Simulation(
                cloud, nodes, namespaces, policies, config, workloads, records, happens, List.copyOf(notices));
    }

    /** An id or a number that a value of ours refuses is the manifest's fault. */
    private void sorted(Manifest each) {
        try {
            sort(each);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(each, e);
        }
    }

    private static DocumentException refused(Manifest each, RuntimeException e) {
        return new DocumentException(each.at(), each + " cannot be: " + e.getMessage(), "correct that");
    }

    private void add(WorkloadPlan workload) {
        PodRef name = workload.workload().name();
        for (WorkloadPlan other : workloads) {
            if (other.workload().name().equals(name)) {
                throw new DocumentException(
                        workload.at(),
                        workload.kind() + " " + name + " has the name of the " + other.kind() + " at " + other.at(),
                        "give one of them another name: here a name belongs to one workload");
            }
        }
        workloads.add(workload);
    }

    private void sort(Manifest each) {
        if (EniConfigDocument.is(each)) {
            return;
        }
        List<String> custom = givenConfig == null ? List.of() : givenConfig.statefulKinds();
        Optional<WorkloadPlan> workload = WorkloadReader.read(each, custom);
        if (workload.isPresent()) {
            add(workload.get());
        } else if (each.apiVersion().startsWith("network.alibabacloud.com/")) {
            ofTheGroup(each);
        } else if (each.apiVersion().startsWith("podnetwork.dev/")) {
            ours(each);
        } else if (each.apiVersion().equals("v1") && each.kind().equals("Namespace")) {
            namespaces.put(each.name(), each.labels());
        } else if (each.apiVersion().equals("v1") && each.kind().equals("Node")) {
            nodeManifests.add(each);
        } else {
            skipped(each);
        }
    }

    private void skipped(Manifest each) {
        for (String kind : KINDS.getOrDefault(each.apiVersion(), List.of())) {
            if (kind.equalsIgnoreCase(each.kind()) && !kind.equals(each.kind())) {
                throw new DocumentException(
                        each.body().at("kind"), "kind is " + each.kind(), "write it as " + kind + ": case matters");
            }
        }
        notices.add(each.at() + ": skipped " + each + ": this kind is not simulated");
    }

    private void ofTheGroup(Manifest each) {
        boolean used = List.of(Vocabulary.POD_NETWORKING, Vocabulary.POD_ENI).contains(each.kind());
        if (used && !each.apiVersion().equals(Vocabulary.API_VERSION)) {
            throw new DocumentException(
                    each.body().at("apiVersion"),
                    "apiVersion is " + each.apiVersion(),
                    "use " + Vocabulary.API_VERSION);
        }
        switch (each.kind()) {
            case Vocabulary.POD_NETWORKING -> written.put(each, PolicyReader.read(each));
            case Vocabulary.POD_ENI -> RecordReader.read(each, notices::add).ifPresent(records::add);
            default -> skipped(each);
        }
    }

    private void ours(Manifest each) {
        if (!each.apiVersion().equals(ManifestReader.OUR_API_VERSION)) {
            throw new DocumentException(
                    each.body().at("apiVersion"),
                    "apiVersion is " + each.apiVersion(),
                    "use " + ManifestReader.OUR_API_VERSION);
        }
        if (each.kind().equals("Cloud") && !cloudGiven) {
            declared = CloudReader.read(each);
            cloudGiven = true;
        } else if (each.kind().equals("Scenario") && scenario == null) {
            scenario = each;
        } else if (each.kind().equals("Preflight")) {
            notices.add(each.at() + ": skipped " + each.kind() + ": only podnet preflight reads it");
        } else if (List.of("Cloud", "Scenario").contains(each.kind())) {
            throw new DocumentException(each.at(), "there is a second " + each.kind(), "give one");
        } else {
            throw new DocumentException(
                    each.body().at("kind"),
                    "there is no kind " + each.kind() + " in podnetwork.dev",
                    "use Cloud, Scenario or Preflight");
        }
    }

    private List<ZoneId> defaultZones() {
        Set<ZoneId> zones = new LinkedHashSet<>();
        declared.vSwitches().values().forEach(each -> zones.add(each.zone()));
        if (givenConfig != null) {
            zones.addAll(givenConfig.vSwitches().keySet());
        }
        records.forEach(each -> zones.add(each.head().zone()));
        if (zones.isEmpty()) {
            zones.add(ZoneId.of("cn-hangzhou-a"));
            zones.add(ZoneId.of("cn-hangzhou-b"));
        }
        return zones.stream().limit(DEFAULT_ZONES_MAX).toList();
    }

    /** What a cluster without its ConfigMap is taken to have: a vSwitch per zone and one security group. */
    private EniConfig defaultConfig(List<ZoneId> zones) {
        Map<ZoneId, List<VSwitchId>> vSwitches = new LinkedHashMap<>();
        for (ZoneId zone : zones) {
            vSwitches.put(zone, List.of(VSwitchId.of("vsw-default-" + zone)));
        }
        EniConfig none = EniConfig.EMPTY;
        return new EniConfig(
                vSwitches,
                List.of(SecurityGroupId.of("sg-default")),
                none.trunking(),
                none.ipStack(),
                none.statefulKinds(),
                none.sharedSelection(),
                none.resourceGroupId(),
                none.eniTags(),
                none.centralIpam());
    }

    private List<NodePlan> nodes(List<ZoneId> zones, EniConfig config) {
        NodePlanner planner = new NodePlanner(declared, zones, notices::add);
        for (Manifest each : nodeManifests) {
            try {
                planner.declared(each);
            } catch (IllegalArgumentException e) {
                throw refused(each, e);
            }
        }
        planner.ofRecords(records);
        if (nodeManifests.isEmpty()) {
            boolean exclusive =
                    written.values().stream().anyMatch(each -> each.spec().eniType() == EniType.ENI);
            planner.defaults(zones, !Boolean.FALSE.equals(config.trunking()), exclusive);
        }
        return planner.nodes();
    }

    private static List<ZoneId> zonesOf(List<NodePlan> nodes) {
        return nodes.stream().map(NodePlan::zone).distinct().toList();
    }

    /** Things whose zone or block somebody said come first, so that what is guessed goes around them. */
    private void makeUp(MadeUp madeUp, EniConfig config, List<PodNetworking> policies) {
        for (StartRecord record : records) {
            for (InterfaceAllocation each : record.head().interfaces()) {
                madeUp.vSwitchOf(each, record.head().zone());
                each.spec().securityGroups().forEach(madeUp::group);
            }
        }
        if (givenConfig != null || usesDefaults(policies, config)) {
            config.vSwitches().forEach((zone, ids) -> ids.forEach(id -> madeUp.vSwitch(id, zone)));
            config.securityGroups().forEach(madeUp::group);
        }
        for (PodNetworking policy : policies) {
            policy.spec().vSwitches().forEach(id -> madeUp.vSwitch(id, null));
            policy.spec().securityGroups().forEach(madeUp::group);
        }
        for (WorkloadPlan workload : workloads) {
            for (NetworkEntry entry : named(workload)) {
                entry.vSwitches().forEach(id -> madeUp.vSwitch(id, null));
                entry.securityGroups().forEach(madeUp::group);
            }
        }
    }

    /** Whether anything takes its vSwitches or security groups from a configuration that the user did not give. */
    private boolean usesDefaults(List<PodNetworking> policies, EniConfig config) {
        boolean byPolicy = policies.stream()
                .anyMatch(each -> each.spec().vSwitches().equals(config.allVSwitches())
                        || each.spec().securityGroups().equals(config.securityGroups()));
        boolean byPod = workloads.stream()
                .map(each -> each.workload().template().annotations())
                .anyMatch(each -> each.containsKey(WireNames.POD_ENI) || each.containsKey(WireNames.POD_NETWORKS));
        if (byPolicy || byPod) {
            notices.add("no eni-config given: one with vSwitches " + config.allVSwitches()
                    + " and security group sg-default is assumed");
        }
        return byPolicy || byPod;
    }

    private static List<NetworkEntry> named(WorkloadPlan workload) {
        ParsedAnnotation networks =
                Annotations.parsed(workload.workload().template().annotations(), WireNames.POD_NETWORKS);
        return NetworkEntries.read(networks).entries();
    }
}
