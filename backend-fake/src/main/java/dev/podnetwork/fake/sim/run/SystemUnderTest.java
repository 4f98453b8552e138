package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.PodNetworkAllocator;
import java.util.List;

/** Starts what is to be tried, in one simulated process. */
@FunctionalInterface
public interface SystemUnderTest {
    /** Starts an allocator on these ports and nothing else. It is called once per process. */
    PodNetworkAllocator start(SimPorts ports);

    /**
     * What an allocator of this system believes of slots, addresses and those who wait for them, and is not so: one line each,
     * empty when all is well or nothing can be told. Asked again and again between two tasks of its process; must change nothing.
     */
    default List<String> audit(PodNetworkAllocator allocator) {
        return List.of();
    }
}
