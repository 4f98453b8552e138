/**
 * A node's shared addresses at work: requests, waiters, the journal, and the calls that {@code core.plan} asks for. One
 * event loop owns all of it; ports answer back to that loop. A {@link NodeFleet} shares limits and vSwitch counts among
 * the nodes of one process, one node in a daemon, many in a controller.
 */
@NullMarked
package dev.podnetwork.core.node;

import org.jspecify.annotations.NullMarked;
