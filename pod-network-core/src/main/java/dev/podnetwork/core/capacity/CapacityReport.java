package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.capacity.NodeCapacity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node of a type can hold in a mode, whether it may join, and what would change that. Verdicts are advice: a cluster is not
 * stopped by them (spec: node-ipam §4.3, §4.6).
 *
 * @param limits the type
 * @param capacity pods by class, with the extended resources
 * @param verdicts what each rule says that concerns the mode
 * @param annotations what the node says about itself to others
 * @param maxPods the kubelet limit to choose: every pod with an address, and those of the host network
 * @param notes where rules or figures disagree, and what to know
 */
public record CapacityReport(
        InstanceTypeLimits limits,
        NodeCapacity capacity,
        List<CapacityVerdict> verdicts,
        Map<String, String> annotations,
        int maxPods,
        List<String> notes) {
    /** Copies the collections, keeping their order. */
    public CapacityReport {
        requireNonNull(limits, "limits");
        requireNonNull(capacity, "capacity");
        verdicts = List.copyOf(verdicts);
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        notes = List.copyOf(notes);
    }

    /** The report on one mode. */
    public static CapacityReport of(
            InstanceTypeLimits limits, NetworkMode mode, NodeOptions options, JoinThresholds thresholds) {
        return new CapacityQuestion(limits, mode, options, thresholds).report();
    }

    /** Whether no rule is against it. */
    public boolean joins() {
        return verdicts.stream().allMatch(CapacityVerdict::passes);
    }

    /** All pods with an address. */
    public int pods() {
        return capacity.sharedPods() + capacity.memberPods() + capacity.exclusivePods() + capacity.erdmaPods();
    }
}
