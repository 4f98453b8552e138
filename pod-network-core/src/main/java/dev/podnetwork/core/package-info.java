/** {@link dev.podnetwork.core.PodNetworkAllocators} assembles an allocator; everything else of the shell is internal. */
@NullMarked
package dev.podnetwork.core;

import org.jspecify.annotations.NullMarked;
