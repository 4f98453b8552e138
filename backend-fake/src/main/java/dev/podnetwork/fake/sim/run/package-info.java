/**
 * Runs a system under test in a simulated world: processes with a lease, crashes and hand-overs, random scenarios from one
 * seed. The system comes as a factory from ports to an allocator, so that nothing here knows how it works.
 */
@NullMarked
package dev.podnetwork.fake.sim.run;

import org.jspecify.annotations.NullMarked;
