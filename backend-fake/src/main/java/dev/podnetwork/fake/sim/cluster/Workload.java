package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.PodRef;

/**
 * A workload and how many pods it is to have.
 *
 * @param name its namespace and name
 * @param controller how its pods come and go
 * @param ownerKind the kind that its pods name as their owner, for example {@code StatefulSet} or a custom stateful kind
 * @param replicas how many pods; a DaemonSet has one per node and ignores it
 * @param parallel whether a stateful workload starts and stops its pods at the same time instead of in order
 * @param template its pods
 */
public record Workload(
        PodRef name, Controller controller, String ownerKind, int replicas, boolean parallel, PodTemplate template) {

    /** How pods come and go. */
    public enum Controller {
        /** Stable names, one pod per ordinal. */
        STATEFUL,
        /** Names with a random suffix; any pod is as good as another. */
        REPLICATED,
        /** One pod on every node. */
        PER_NODE,
        /** One pod under the workload's own name, which nobody recreates. */
        BARE
    }

    /** A StatefulSet that starts its pods in order. */
    public static Workload statefulSet(PodRef name, int replicas, PodTemplate template) {
        return new Workload(name, Controller.STATEFUL, "StatefulSet", replicas, false, template);
    }

    /** A Deployment. */
    public static Workload deployment(PodRef name, int replicas, PodTemplate template) {
        return new Workload(name, Controller.REPLICATED, "ReplicaSet", replicas, true, template);
    }

    /** A DaemonSet. */
    public static Workload daemonSet(PodRef name, PodTemplate template) {
        return new Workload(name, Controller.PER_NODE, "DaemonSet", 0, true, template);
    }

    /** A pod without an owner. */
    public static Workload bare(PodRef name, PodTemplate template) {
        return new Workload(name, Controller.BARE, "", 1, true, template);
    }

    /** The same with its pods started and stopped at the same time. */
    public Workload inParallel() {
        return new Workload(name, controller, ownerKind, replicas, true, template);
    }

    /** The same with this many pods. */
    public Workload scaledTo(int count) {
        return new Workload(name, controller, ownerKind, count, parallel, template);
    }
}
