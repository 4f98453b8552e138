package dev.podnetwork.core.reclaim;

import dev.podnetwork.api.allocation.Allocation;

/**
 * The record that names an interface.
 *
 * @param uid which record
 * @param record its value
 * @param index which of its interfaces
 */
public record Held(String uid, Allocation record, int index) {}
