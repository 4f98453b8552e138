package dev.podnetwork.podnet.plan;

import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.k8s.tree.Position;

/**
 * A record that is there at the start.
 *
 * @param head its metadata and spec
 * @param status its status, which for a record is the truth and not a wish
 * @param deletionRequested whether somebody has asked for its deletion: it carries a deletionTimestamp
 * @param at where it is declared
 */
public record StartRecord(Head head, Status status, boolean deletionRequested, Position at) {}
