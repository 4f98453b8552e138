/** How many pods a node holds, and how a pod's ENI attaches there. Pure. */
@NullMarked
package dev.podnetwork.core.capacity;

import org.jspecify.annotations.NullMarked;
