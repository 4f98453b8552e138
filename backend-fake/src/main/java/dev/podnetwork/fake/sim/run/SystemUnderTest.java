package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.PodNetworkAllocator;

/** Starts what is to be tried, in one simulated process. */
@FunctionalInterface
public interface SystemUnderTest {
    /** Starts an allocator on these ports and nothing else. It is called once per process. */
    PodNetworkAllocator start(SimPorts ports);
}
