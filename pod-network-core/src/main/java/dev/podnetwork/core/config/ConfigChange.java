package dev.podnetwork.core.config;

import static java.util.Objects.requireNonNull;

/**
 * One key whose effective value an edit changes. Immutable.
 *
 * @param key the key
 * @param before its effective value before, as it may be shown
 * @param after the same after
 * @param change what the edit reaches
 * @param note why, or on what it hangs; empty when the class says it all
 */
public record ConfigChange(String key, String before, String after, ChangeClass change, String note) {
    /** Refuses missing parts. */
    public ConfigChange {
        requireNonNull(key, "key");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(change, "change");
        requireNonNull(note, "note");
    }
}
