package dev.podnetwork.core.runtime;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.spi.BindingPublisher;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.MetricsSink;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.TraceSink;

/**
 * Everything an allocator needs from outside.
 *
 * @param env time, chance, threads
 * @param store where records are durable
 * @param cluster what is wanted
 * @param cloud the cloud
 * @param leadership until when it may act
 * @param publisher who is told of bindings
 * @param trace who is told of steps
 * @param metrics who counts
 * @param machine the step function
 */
public record Ports(
        Env env,
        RecordStore<Allocation> store,
        ClusterView cluster,
        CloudNetwork cloud,
        Leadership leadership,
        BindingPublisher publisher,
        TraceSink trace,
        MetricsSink metrics,
        AllocationMachinery machine) {}
