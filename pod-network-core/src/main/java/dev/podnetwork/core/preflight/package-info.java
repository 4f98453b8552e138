/** Whether a cluster, a node pool or a policy will work, before it is made: one table of rules over facts. Pure. */
@NullMarked
package dev.podnetwork.core.preflight;

import org.jspecify.annotations.NullMarked;
