/** The given scenarios of control plane sections D to G, each through the allocator's door in a small world. */
@NullMarked
package dev.podnetwork.core.scenario;

import org.jspecify.annotations.NullMarked;
