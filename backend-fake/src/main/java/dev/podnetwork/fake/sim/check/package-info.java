/**
 * What must hold in a simulation: invariants checked as things change (design §8), an oracle that judges the world once it
 * is at rest, and a hash of everything that was decided. Independent of the system they judge: they see stores, clouds
 * and clusters, and nothing of its insides.
 */
@NullMarked
package dev.podnetwork.fake.sim.check;

import org.jspecify.annotations.NullMarked;
