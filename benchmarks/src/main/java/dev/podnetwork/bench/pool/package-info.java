/** The address pool beside general-purpose pools and queues. */
@NullMarked
package dev.podnetwork.bench.pool;

import org.jspecify.annotations.NullMarked;
