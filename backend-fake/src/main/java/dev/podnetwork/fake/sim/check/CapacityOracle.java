package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.fake.CloudInspection;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.spi.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges a world at rest, with faults off, from the truth alone: no waiting pod could be bound with what is free, every
 * bound pod is bound rightly, no record is stuck, nothing of ours is left in the cloud. Which of several pods won a scarce
 * thing is not judged.
 */
public final class CapacityOracle {
    private final SimWorld time;
    private final ClusterModel cluster;
    private final SimStore<Allocation> store;
    private final CloudInspection cloud;
    private final Map<VSwitchId, ZoneId> zones;
    private final Function<SimPod, Optional<AllocationRequest>> requests;
    private final RestRules rest;

    /**
     * An oracle of this world.
     *
     * @param world what is judged
     * @param zones the zone of every vSwitch that a request can name
     * @param requests what each scheduled pod asks for
     * @param ourTag the tag that every interface of ours carries
     */
    public CapacityOracle(
            World world,
            Map<VSwitchId, ZoneId> zones,
            Function<SimPod, Optional<AllocationRequest>> requests,
            String ourTag) {
        this.time = world.time();
        this.cluster = world.cluster();
        this.store = world.store();
        this.cloud = world.cloud();
        this.zones = Map.copyOf(zones);
        this.requests = requests;
        this.rest = new RestRules(world, ourTag);
    }

    /**
     * What is judged.
     *
     * @param time its clock
     * @param cluster the pods and nodes
     * @param store the records
     * @param cloud the interfaces and addresses
     */
    public record World(SimWorld time, ClusterModel cluster, SimStore<Allocation> store, CloudInspection cloud) {}

    /** Everything that is wrong, one line each; empty when all is well. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>(rest.findings());
        Map<InstanceId, int[]> used = slotsInUse();
        for (SimPod pod : cluster.pods()) {
            String found = couldBeBound(pod, used);
            if (found != null) {
                findings.add(found);
            }
        }
        return findings;
    }

    private @Nullable String couldBeBound(SimPod pod, Map<InstanceId, int[]> used) {
        boolean wants = pod.state() == SimPod.State.SCHEDULED || pod.state() == SimPod.State.RUNNING;
        SimNode node = wants ? pod.node().flatMap(cluster::node).orElse(null) : null;
        AllocationRequest request = node == null ? null : requests.apply(pod).orElse(null);
        if (node == null || request == null || node.spec().unusable() != null) {
            return null;
        }
        NodeFacts facts = node.spec().facts();
        Allocation record = store.get(pod.ref()).map(Stored::record).orElse(null);
        boolean retained = record != null && record.phase() == AllocationPhase.RETAINED;
        if (record != null && !retained) {
            return null;
        }
        if (!slotsFit(request, facts, used.getOrDefault(facts.instance(), new int[2]))) {
            return null;
        }
        if (record != null) {
            return record.zone().equals(facts.zone())
                    ? pod + " waits, though its retained address is in its zone and " + facts.node() + " has a slot"
                    : null;
        }
        return addressesFit(request, facts.zone())
                ? pod + " waits, though " + facts.node() + " has a slot and its vSwitches have addresses: "
                        + addresses(request, facts.zone())
                : null;
    }

    /**
     * Everybody who waits and says that it waits for something that there is, or that is not its own. Nothing is under way in a
     * world at rest, so nobody waits for the limiter, for work in parallel, or for an earlier record that is not there.
     */
    public List<String> misnamed(Function<PodRef, Explanation> explanations) {
        List<String> findings = new ArrayList<>();
        Map<InstanceId, int[]> used = slotsInUse();
        for (SimPod pod : cluster.pods()) {
            ScarceResource named =
                    pod.node().isEmpty() ? null : explanations.apply(pod.ref()).waitsFor();
            if (named != null && isThere(pod, named, used)) {
                findings.add(pod + " says that it waits for " + named + ", and there is enough of it");
            }
        }
        return findings;
    }

    private boolean isThere(SimPod pod, ScarceResource named, Map<InstanceId, int[]> used) {
        SimNode node = pod.node().flatMap(cluster::node).orElse(null);
        AllocationRequest request = node == null ? null : requests.apply(pod).orElse(null);
        if (node == null || request == null || store.get(pod.ref()).isPresent()) {
            return false;
        }
        NodeFacts facts = node.spec().facts();
        return switch (named.kind()) {
            case NODE_SLOT ->
                isAnotherNode(named, facts)
                        || slotsFit(request, facts, used.getOrDefault(facts.instance(), new int[2]));
            case VSWITCH_ADDRESS ->
                !candidateIds(request, facts.zone())
                                .containsAll(List.of(named.id().split(",")))
                        || addressesFit(request, facts.zone());
            case ZONE -> !candidateIds(request, facts.zone()).isEmpty();
            case EARLIER_RECORD, PARALLEL_WORK, RATE_LIMIT, DEGRADATION -> true;
            case QUOTA, FACT, CLOUD -> false;
        };
    }

    /** A refusal of the cloud carries its code instead of the node. */
    private boolean isAnotherNode(ScarceResource named, NodeFacts facts) {
        return !named.id().equals(facts.node().value())
                && cluster.node(NodeRef.of(named.id())).isPresent();
    }

    private List<String> candidateIds(AllocationRequest request, ZoneId zone) {
        return request.interfaces().stream()
                .flatMap(each -> candidates(each, zone).stream())
                .map(VSwitchId::value)
                .distinct()
                .toList();
    }

    private static boolean slotsFit(AllocationRequest request, NodeFacts facts, int[] used) {
        int[] needed = new int[2];
        for (InterfaceRequest each : request.interfaces()) {
            AttachMode asked = each.spec().attach();
            AttachMode follows = facts.exclusive() ? AttachMode.SECONDARY : AttachMode.TRUNK_MEMBER;
            needed[(asked == null ? follows : asked).ordinal()]++;
        }
        for (AttachMode mode : AttachMode.values()) {
            int at = mode.ordinal();
            boolean possible = mode == AttachMode.SECONDARY || facts.trunk() != null;
            if (needed[at] > 0 && (!possible || used[at] + needed[at] > facts.slots(mode))) {
                return false;
            }
        }
        return true;
    }

    /** Whether each interface finds an address, the fullest choice first left for those that have no other. */
    private boolean addressesFit(AllocationRequest request, ZoneId zone) {
        Map<VSwitchId, Integer> free = new HashMap<>();
        for (InterfaceRequest each : request.interfaces()) {
            candidates(each, zone).forEach(id -> free.put(id, cloud.use(id).free()));
        }
        return fits(request.interfaces(), 0, zone, free);
    }

    private boolean fits(List<InterfaceRequest> all, int at, ZoneId zone, Map<VSwitchId, Integer> free) {
        if (at == all.size()) {
            return true;
        }
        for (VSwitchId id : candidates(all.get(at), zone)) {
            int left = free.getOrDefault(id, 0);
            if (left > 0) {
                free.put(id, left - 1);
                if (fits(all, at + 1, zone, free)) {
                    return true;
                }
                free.put(id, left);
            }
        }
        return false;
    }

    private List<VSwitchId> candidates(InterfaceRequest request, ZoneId zone) {
        return request.vSwitches().stream()
                .filter(id -> zone.equals(zones.get(id)))
                .toList();
    }

    private String addresses(AllocationRequest request, ZoneId zone) {
        List<String> text = new ArrayList<>();
        for (InterfaceRequest each : request.interfaces()) {
            candidates(each, zone)
                    .forEach(id -> text.add(id + " " + cloud.use(id).free()));
        }
        return String.join(", ", text);
    }

    /** Per instance the interfaces that pods or anybody else hold there: members, secondaries, in the order of the modes. */
    private Map<InstanceId, int[]> slotsInUse() {
        Map<InstanceId, int[]> used = new HashMap<>();
        for (EniDescription eni : cloud.enis()) {
            EniAttachment at = eni.attachment();
            if (at != null && (eni.type() == EniType.MEMBER || eni.type() == EniType.SECONDARY)) {
                AttachMode mode = eni.type() == EniType.MEMBER ? AttachMode.TRUNK_MEMBER : AttachMode.SECONDARY;
                used.computeIfAbsent(at.instance(), id -> new int[2])[mode.ordinal()]++;
            }
        }
        return used;
    }

    /** Throws when there is a finding. */
    public void demandNone() {
        List<String> findings = findings();
        if (!findings.isEmpty()) {
            throw new InvariantViolation(time.where(null), "the world at rest is right", summary(findings));
        }
    }

    /** Throws when somebody names the wrong scarce resource. */
    public void demandTrueReasons(Function<PodRef, Explanation> explanations) {
        List<String> findings = misnamed(explanations);
        if (!findings.isEmpty()) {
            throw new InvariantViolation(
                    time.where(null), "the scarce resource named is the true one", summary(findings));
        }
    }

    private static String summary(List<String> findings) {
        int shown = Math.min(findings.size(), 3);
        String more = findings.size() > shown ? "; and " + (findings.size() - shown) + " more" : "";
        return String.join("; ", findings.subList(0, shown)) + more;
    }
}
