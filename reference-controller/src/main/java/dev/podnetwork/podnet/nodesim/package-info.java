/** {@code podnet node-sim}: the scenarios of a node's address pool under virtual time, and what came of them. */
@NullMarked
package dev.podnetwork.podnet.nodesim;

import org.jspecify.annotations.NullMarked;
