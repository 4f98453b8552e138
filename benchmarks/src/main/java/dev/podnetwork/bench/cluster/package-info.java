/** Benchmarks of the controllers on a real API server, each beside a rival in the same run. */
@NullMarked
package dev.podnetwork.bench.cluster;

import org.jspecify.annotations.NullMarked;
