/** Benchmarks of the whole allocator and of its parts; every number has a named rival or a stated bound. */
@NullMarked
package dev.podnetwork.bench;

import org.jspecify.annotations.NullMarked;
