package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything a step may know beside record and events, at one moment. Immutable.
 *
 * @param ticks this process's monotonic clock, nanoseconds
 * @param storeNow the store's clock, as far as this process can tell
 * @param random bits for jitter and for random choices
 * @param pod the pod of this name, as the cluster shows it
 * @param request the last wish for this pod, null when there is none
 * @param node the node of the scheduled pod, else the record's
 * @param deletionRequested whether somebody asked for the record to be deleted
 * @param readings what is free
 * @param bounds the bounds to reason with
 * @param memory what this process remembers of the allocation
 */
public record View(
        long ticks,
        Instant storeNow,
        long random,
        PodAnswer pod,
        @Nullable AllocationRequest request,
        NodeAnswer node,
        boolean deletionRequested,
        Readings readings,
        Bounds bounds,
        Memory memory) {}
