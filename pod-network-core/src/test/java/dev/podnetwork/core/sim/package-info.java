/** Simulations of the core: random stories, deliberate bugs, and directed stories, all under virtual time. */
@NullMarked
package dev.podnetwork.core.sim;

import org.jspecify.annotations.NullMarked;
