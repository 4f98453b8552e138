/**
 * A small Kubernetes cluster under virtual time: namespaces, nodes, workloads and their pods, a scheduler that honours
 * extended resources and zones, and a {@code ClusterView} per process with a cache that lags, stalls and misses events.
 */
@NullMarked
package dev.podnetwork.fake.sim.cluster;

import org.jspecify.annotations.NullMarked;
