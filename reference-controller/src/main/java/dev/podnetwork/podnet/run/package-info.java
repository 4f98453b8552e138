/** Runs a simulation: the core against the fake cloud and a model of the cluster, in virtual time, on one thread. */
@NullMarked
package dev.podnetwork.podnet.run;

import org.jspecify.annotations.NullMarked;
