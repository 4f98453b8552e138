package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.TraceSink;

/**
 * Everything one simulated process is given.
 *
 * @param env its time, chance and tasks
 * @param store its way to the records
 * @param view its view of the cluster
 * @param cloud its way to the cloud
 * @param leadership until when it may act
 * @param trace hears its steps
 */
public record SimPorts(
        SimProcess env,
        RecordStore<Allocation> store,
        ClusterView view,
        CloudNetwork cloud,
        Leadership leadership,
        TraceSink trace) {}
