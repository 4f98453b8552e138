package dev.podnetwork.spi;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import java.util.concurrent.CompletionStage;

/**
 * What is wanted, as levels: pods and nodes as the cluster shows them. Answers from a cache that is not synced, or is
 * stale, are {@code Unknown}: unknown is not absent (design §2, rule 6).
 *
 * <p>Thread-safe.
 */
public interface ClusterView {

    /** The pod of this name, from the cache. Never blocks. */
    PodAnswer pod(PodRef pod);

    /** The node, from the cache. Never blocks. */
    NodeAnswer node(NodeRef node);

    /**
     * Whether there is any Lingjun node as far as the cache knows. Only then are interfaces of the EFLO product walked for drift and
     * orphans before the first of them was met. Never blocks.
     */
    default boolean hasLingjunNodes() {
        return false;
    }

    /** The pod of this name, past every cache; {@code Unknown} when it cannot be read. Never completes with an exception. */
    CompletionStage<PodAnswer> read(PodRef pod);

    /**
     * Tells of changes, as a hint to look again: it may miss some, repeat some and come late.
     *
     * @param listener must not block
     */
    void listen(Listener listener);

    /** Hears of changes. */
    interface Listener {
        /** Something about this pod changed. */
        void podChanged(PodRef pod);

        /** Something about this node changed. */
        void nodeChanged(NodeRef node);

        /** What was unknown is known now: look at everything. */
        default void synced() {}
    }
}
