package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.NodeRef;

/** Hears of every change of a {@link ClusterModel} at the moment it happens, with nothing lost: for invariants. */
public interface ClusterChange {
    /** This pod came, moved on, or went. */
    void pod(SimPod pod);

    /** This node came, changed, or went. */
    default void node(NodeRef node) {}
}
