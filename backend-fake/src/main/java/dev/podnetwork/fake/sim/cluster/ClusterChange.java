package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.NodeRef;

/** Hears of every change of a {@link ClusterModel} at the moment it happens, with nothing lost: for invariants, and for who gives out addresses. */
public interface ClusterChange {
    /** This pod came, moved on, or went. */
    void pod(SimPod pod);

    /**
     * Whether a pod that asks for no interface of its own waits on its node all the same, for an address that somebody gives
     * it and then says so by {@link ClusterModel#bound}.
     */
    default boolean holdsUp(SimPod pod, SimNode node) {
        return false;
    }

    /** This node came, changed, or went. */
    default void node(NodeRef node) {}
}
