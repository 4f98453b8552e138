package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.fake.sim.cluster.SimPod;
import java.util.Optional;

/** What a scheduled pod asks for; injected, because it follows from policies, which are the product's. */
@FunctionalInterface
public interface RequestResolver {
    /** The request of a pod that has a node; empty when it needs no network of ours. */
    Optional<AllocationRequest> resolve(SimPod pod);
}
