package dev.podnetwork.api.capacity;

/** How a node gives addresses to pods (spec: node-ipam §3, §4; control-plane §4.2). A node keeps its mode for life. */
public enum NetworkMode {
    /** Pods share the secondary addresses of the node's ENIs; there is no trunk ENI attached (yet). */
    SHARED,
    /** Shared, with a trunk ENI attached: a pod can also get a member ENI of its own. */
    TRUNK,
    /** Every ENI but the primary belongs to one pod; never a trunk. */
    EXCLUSIVE
}
