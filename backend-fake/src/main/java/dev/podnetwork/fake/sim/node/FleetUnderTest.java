package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.LeaseJournal;

/** What is tried: the pools of the nodes of one process. */
@FunctionalInterface
public interface FleetUnderTest {

    /** Takes a node over with its journal. */
    NodeIpam node(InstanceId instance, LeaseJournal journal);

    /** Makes one for a process that starts. */
    @FunctionalInterface
    interface Factory {
        /** A fleet on this environment and this way to the cloud. */
        FleetUnderTest open(Env env, CloudNetwork cloud);
    }
}
