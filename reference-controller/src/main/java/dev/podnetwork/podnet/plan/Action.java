package dev.podnetwork.podnet.plan;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a step of a scenario does. */
public sealed interface Action {

    /**
     * Somebody deletes pods.
     *
     * @param pod which; a name that ends in {@code *} stands for all that begin so
     * @param force at once, as if its kubelet were gone
     */
    record DeletePod(PodRef pod, boolean force) implements Action {}

    /**
     * The work of a pod is done.
     *
     * @param pod which
     */
    record FinishPod(PodRef pod) implements Action {}

    /**
     * Somebody changes how many pods a workload has.
     *
     * @param workload which
     * @param replicas how many
     */
    record Scale(PodRef workload, int replicas) implements Action {}

    /**
     * Somebody deletes a workload.
     *
     * @param workload which
     */
    record DeleteWorkload(PodRef workload) implements Action {}

    /**
     * Something happens to a node.
     *
     * @param node which
     * @param change what
     */
    record ChangeNode(NodeRef node, NodeChange change) implements Action {}

    /** What can happen to a node. */
    enum NodeChange {
        /** No new pod comes, and those there are deleted. */
        DRAIN,
        /** No new pod comes. */
        CORDON,
        /** Pods come again. */
        UNCORDON,
        /** The node object is deleted; the instance goes on. */
        DELETE,
        /** The instance is released; the node object goes too. */
        RELEASE_INSTANCE
    }

    /**
     * Somebody deletes a record.
     *
     * @param record which
     */
    record DeleteRecord(PodRef record) implements Action {}

    /**
     * The interfaces of a pod's record disappear from the cloud, or from their instance.
     *
     * @param record whose
     * @param gone true when they are gone, false when they are only detached
     */
    record LoseInterfaces(PodRef record, boolean gone) implements Action {}

    /** The controller crashes and another one starts. */
    record RestartController() implements Action {}

    /**
     * The degradation switch is set.
     *
     * @param level how far
     */
    record Degrade(DegradationLevel level) implements Action {}

    /** How far calls are held back (spec: node-ipam §1.5). */
    enum DegradationLevel {
        /** Nothing is held back. */
        OFF,
        /** No cloud call at all. */
        L0,
        /** Nothing is released. */
        L1
    }

    /**
     * The cloud fails.
     *
     * @param fault how; null: it stops failing
     * @param api which calls; null for all
     * @param period for how long; null for ever
     * @param times how many calls; null for all
     */
    record Fail(
            @Nullable Fault fault,
            @Nullable String api,
            @Nullable Duration period,
            @Nullable Integer times) implements Action {}
}
