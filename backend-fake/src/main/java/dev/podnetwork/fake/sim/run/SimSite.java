package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterModel;

/**
 * A world with everything outside the processes.
 *
 * @param world its time
 * @param cloud the cloud
 * @param latencies how far away the cloud is
 * @param faults what goes wrong with calls
 * @param cluster the cluster
 * @param store the records
 */
public record SimSite(
        SimWorld world,
        FakeCloud cloud,
        FakeLatencies latencies,
        FaultPlan faults,
        ClusterModel cluster,
        SimStore<Allocation> store) {}
