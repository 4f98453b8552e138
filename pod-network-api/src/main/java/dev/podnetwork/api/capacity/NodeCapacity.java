package dev.podnetwork.api.capacity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many pods of each class a node can hold. Immutable (spec: node-ipam §4.2).
 *
 * @param mode the mode it was computed for
 * @param sharedPods pods that share ENIs
 * @param memberPods pods with a member ENI of their own
 * @param exclusivePods pods with a secondary ENI of their own
 * @param erdmaPods pods with an RDMA-capable address
 * @param extendedResources what the node advertises to the scheduler, by name; only what is not zero
 */
public record NodeCapacity(
        NetworkMode mode,
        int sharedPods,
        int memberPods,
        int exclusivePods,
        int erdmaPods,
        Map<String, Integer> extendedResources) {
    /** Copies the map, keeping its order. */
    public NodeCapacity {
        requireNonNull(mode, "mode");
        extendedResources = Collections.unmodifiableMap(new LinkedHashMap<>(extendedResources));
    }

    /** The advertised count of one extended resource; 0 when it is not advertised. */
    public int resource(String name) {
        return extendedResources.getOrDefault(name, 0);
    }
}
