package dev.podnetwork.bench;

import dev.podnetwork.fake.FakeCloudConfig;

/**
 * A simulated cluster with one controller, as a value.
 *
 * @param seed decides all chance
 * @param nodes trunk nodes, all in one zone
 * @param slotsPerNode member interfaces that a node takes
 * @param vSwitches how many vSwitches pods get their addresses from, one for each workload in turn
 * @param workloads Deployments, of which one arrives each {@code everyNanos}
 * @param podsPerWorkload replicas of each
 * @param everyNanos virtual time between two arrivals
 * @param cloud limits and latencies of the cloud
 * @param limited whether the allocator keeps to the published limits
 * @param oneKeyIn checks the invariants on one key in so many; 0 for none
 */
record SiteSpec(
        long seed,
        int nodes,
        int slotsPerNode,
        int vSwitches,
        int workloads,
        int podsPerWorkload,
        long everyNanos,
        FakeCloudConfig cloud,
        boolean limited,
        int oneKeyIn) {
    private static final int MOST_PER_VSWITCH = 60_000;

    /** As many pods as fit, at 10,000 per virtual second, on nodes of 100 slots; no limits. */
    static SiteSpec scale(int pods, FakeCloudConfig cloud) {
        int perWorkload = Math.min(pods, 1_000);
        int workloads = (pods + perWorkload - 1) / perWorkload;
        int vSwitches = Math.max(1, (pods + MOST_PER_VSWITCH - 1) / MOST_PER_VSWITCH);
        long every = perWorkload * 100_000L;
        return new SiteSpec(1, (pods + 99) / 100, 100, vSwitches, workloads, perWorkload, every, cloud, false, 1_000);
    }

    /** One Deployment on nodes of 50 slots under the published limits. */
    static SiteSpec rollout(int pods) {
        return new SiteSpec(1, (pods + 49) / 50, 50, 1, 1, pods, 1, FakeCloudConfig.strict(), true, 1);
    }

    /** The same without checks of invariants. */
    SiteSpec unchecked() {
        return new SiteSpec(
                seed, nodes, slotsPerNode, vSwitches, workloads, podsPerWorkload, everyNanos, cloud, limited, 0);
    }

    int pods() {
        return workloads * podsPerWorkload;
    }
}
