package dev.podnetwork.podnet.run;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation came to.
 *
 * @param seed the seed, to run it again
 * @param lasted virtual time from start to end
 * @param notices what was skipped, made up or assumed
 * @param timeline what happened
 * @param records the records at the end, in key order
 * @param summary counts
 */
public record Outcome(
        long seed,
        Duration lasted,
        List<String> notices,
        List<Entry> timeline,
        List<Allocation> records,
        Summary summary) {

    /**
     * Something that happened.
     *
     * @param nanos when, from the start
     * @param subject the pod, as namespace/name; or what else it happened to
     * @param phase where it went
     * @param reason why, for people
     */
    public record Entry(long nanos, String subject, String phase, String reason) {}

    /**
     * Counts at the end.
     *
     * @param bound pods with a network of ours
     * @param notOurs pods that need none
     * @param waiting pods that wait, with the reason
     * @param vSwitches addresses of each vSwitch
     * @param calls cloud calls of each API
     * @param enisLeft interfaces in the cloud that belong to pods
     * @param retained records without a pod
     * @param held what holds for all pods
     * @param shared what there is of shared addresses
     */
    public record Summary(
            int bound,
            int notOurs,
            List<Waiting> waiting,
            List<VSwitchCount> vSwitches,
            List<ApiCount> calls,
            int enisLeft,
            List<Kept> retained,
            Held held,
            Shared shared) {}

    /**
     * Shared addresses of nodes.
     *
     * @param pools the pools that there are, in the order in which they came
     * @param leases the pods that have an address of one, by name
     */
    public record Shared(List<PoolCount> pools, List<Leased> leases) {}

    /**
     * The pool of one node.
     *
     * @param node its name
     * @param enis its interfaces that are attached
     * @param leased addresses that pods have
     * @param idle addresses that can be leased now
     * @param cooling addresses that cool down
     * @param unusable addresses that nobody has and nobody gets
     * @param waiting pods that wait
     */
    public record PoolCount(String node, int enis, int leased, int idle, int cooling, int unusable, int waiting) {}

    /**
     * A pod with a shared address.
     *
     * @param pod which
     * @param node whose pool it is
     * @param eni the interface it is on
     * @param ipv4 the address; null for a pod without one
     * @param ipv6 the second one; null for a pod without one
     */
    public record Leased(
            PodRef pod,
            String node,
            String eni,
            @Nullable String ipv4,
            @Nullable String ipv6) {}

    /**
     * Calls that have not left, and why.
     *
     * @param degradation where the switch is, {@code l0} or {@code l1}; empty when it is off
     * @param queued calls that wait for the rate limit
     * @param parked calls that the switch holds back
     */
    public record Held(String degradation, int queued, int parked) {}

    /**
     * A pod without its network.
     *
     * @param pod which
     * @param state {@code waiting}, {@code rejected}, {@code denied} or {@code unscheduled}
     * @param scarce the scarce resource; empty when nothing is scarce
     * @param reason why, and what to do
     * @param earliest after how long anything can change at the earliest; null when only an outside event can change it
     */
    public record Waiting(
            PodRef pod,
            String state,
            String scarce,
            String reason,
            @Nullable Duration earliest) {}

    /**
     * Addresses of a vSwitch.
     *
     * @param id which
     * @param zone where
     * @param used how many are taken
     * @param free how many are left
     */
    public record VSwitchCount(String id, String zone, int used, int free) {}

    /**
     * Calls of one API.
     *
     * @param api which
     * @param calls how many arrived
     * @param refused how many of them were refused
     * @param throttled how many of those by a rate limit
     */
    public record ApiCount(String api, long calls, long refused, long throttled) {}

    /**
     * An address that is kept without a pod.
     *
     * @param pod whose
     * @param ipv4 the address
     * @param until what ends it
     */
    public record Kept(PodRef pod, String ipv4, String until) {}
}
