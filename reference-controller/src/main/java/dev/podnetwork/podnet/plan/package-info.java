/** What is to be simulated, as values: cloud, nodes, policies, workloads, records, steps. Nothing here runs anything. */
@NullMarked
package dev.podnetwork.podnet.plan;

import org.jspecify.annotations.NullMarked;
