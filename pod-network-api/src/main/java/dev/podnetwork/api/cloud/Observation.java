package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import org.jspecify.annotations.Nullable;

/**
 * What one describe said of one interface, with the time it was asked: reads may lag writes, so what was asked before a
 * change counts for nothing about what came after it (design §2, rule 6).
 *
 * @param id the interface that was asked for
 * @param seen as described, null when the answer did not hold it
 * @param askedAt {@code Env.ticks()} when the request was sent
 */
public record Observation(EniId id, @Nullable EniDescription seen, long askedAt) {

    /** Whether the answer did not hold the interface. */
    public boolean absent() {
        return seen == null;
    }
}
