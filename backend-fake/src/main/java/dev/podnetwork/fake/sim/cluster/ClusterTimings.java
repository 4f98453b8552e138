package dev.podnetwork.fake.sim.cluster;

import java.time.Duration;

/**
 * How long things take in a {@link ClusterModel}. Where something varies, it varies between half and the whole of the time.
 *
 * @param controller from a change to what a workload controller does about it
 * @param scheduler from a pod's creation to its node
 * @param kubelet from the committed binding to the running pod
 * @param grace the longest time a pod takes to end
 * @param ended how long a pod whose sandbox has ended is still listed
 * @param nodeGone from a node's end until its pods are removed
 * @param denied until a denied pod is tried again
 * @param cacheLag how far a cache is behind
 * @param read an uncached read
 */
public record ClusterTimings(
        Duration controller,
        Duration scheduler,
        Duration kubelet,
        Duration grace,
        Duration ended,
        Duration nodeGone,
        Duration denied,
        Duration cacheLag,
        Duration read) {

    /** What a healthy cluster shows. */
    public static final ClusterTimings USUAL = new ClusterTimings(
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofSeconds(40),
            Duration.ofSeconds(10),
            Duration.ofMillis(40),
            Duration.ofMillis(4));
}
