/**
 * The allocation machine: record, events and view in; next record, effects and explanation out. Pure: no port, no clock, no
 * thread. The class comment of {@link dev.podnetwork.core.allocation.AllocationMachine} is the transition table.
 */
@NullMarked
package dev.podnetwork.core.allocation;

import org.jspecify.annotations.NullMarked;
