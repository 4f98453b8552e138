package dev.podnetwork.api;

import dev.podnetwork.api.allocation.AllocationPhase;
import java.util.Map;

/**
 * Counts at one moment.
 *
 * @param records records in each phase; every phase is present
 * @param waiting requests without a record that wait for something
 * @param rejected requests that can never be granted as asked
 * @param callsInFlight cloud calls sent and not answered
 * @param callsQueued cloud calls that wait for the limiter
 * @param parked cloud calls held back by the degradation switch
 */
public record AllocatorSnapshot(
        Map<AllocationPhase, Integer> records,
        int waiting,
        int rejected,
        int callsInFlight,
        int callsQueued,
        int parked) {}
