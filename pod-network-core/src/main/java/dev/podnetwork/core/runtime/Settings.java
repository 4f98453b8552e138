package dev.podnetwork.core.runtime;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.cloud.ApiLimits;
import java.time.Duration;

/**
 * The numbers of one allocator (design §2, "Bounds").
 *
 * @param cluster part of every token and tag
 * @param bounds what the machine reasons with
 * @param limits calls per minute
 * @param parallelPods how many pods are bound at the same time
 * @param callTimeout after which a call counts as unanswered
 * @param detection within which drift is noticed; a sweep runs a little more often
 * @param orphanGrace how old an unclaimed interface must be, by the cloud's clock, before it is released
 */
public record Settings(
        ClusterId cluster,
        Bounds bounds,
        ApiLimits limits,
        int parallelPods,
        Duration callTimeout,
        Duration detection,
        Duration orphanGrace) {}
