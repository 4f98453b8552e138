package dev.podnetwork.fake.sim.run;

import dev.podnetwork.fake.sim.StoreWrites;
import java.time.Duration;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param scenario what was run
 * @param events how many events happened, each of them followed by the checks
 * @param checks how many changes were checked
 * @param steps how many steps the system took
 * @param traceHash hash of those steps; the same scenario gives the same hash on every JVM
 * @param time how much virtual time went by
 * @param bound how often a record became bound
 * @param faults how often each kind of fault happened
 * @param writes writes to the store
 * @param calls calls to the cloud by API, refused ones included
 */
public record SimResult(
        SimScenario scenario,
        long events,
        long checks,
        long steps,
        long traceHash,
        Duration time,
        long bound,
        Map<String, Long> faults,
        StoreWrites writes,
        Map<String, Long> calls) {}
