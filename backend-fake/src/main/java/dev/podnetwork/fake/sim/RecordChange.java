package dev.podnetwork.fake.sim;

import dev.podnetwork.api.PodRef;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every change in a {@link SimStore} at the moment it becomes durable, with nothing lost: for invariants.
 *
 * @param <R> the record
 */
public interface RecordChange<R> {
    /**
     * A record changed. A torn write is two changes.
     *
     * @param key under which it is stored
     * @param before null when it is new
     * @param after null when it is gone
     */
    void changed(PodRef key, @Nullable R before, @Nullable R after);

    /** A user, not a process, asked for the deletion of this record. */
    default void deletionRequested(PodRef key) {}
}
