package dev.podnetwork.core.admission;

/** Who runs the pods of a cluster (spec: control-plane §0). */
public enum ClusterKind {
    /** Nodes with a node agent. */
    NODES,
    /**
     * Virtual nodes. Fixed policies apply to every pod and their release strategy means nothing, only the first security group counts,
     * ENIs are of the default type without routes, and nothing is scheduled by extended resources.
     */
    SERVERLESS
}
