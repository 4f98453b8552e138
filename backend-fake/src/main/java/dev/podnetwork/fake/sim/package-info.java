/**
 * A world under virtual time: one clock, one event queue and one seed for everything that happens; simulated processes
 * that crash, pause and lose their wall clock; a record store that conflicts, loses replies and tears writes.
 *
 * <p>Nothing here is thread-safe: a world and all that lives in it belong to one thread.
 */
@NullMarked
package dev.podnetwork.fake.sim;

import org.jspecify.annotations.NullMarked;
