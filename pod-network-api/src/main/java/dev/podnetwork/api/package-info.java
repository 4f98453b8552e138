/** The door of the library ({@code PodNetworkAllocator}) and the ids that everything else names things by. */
@NullMarked
package dev.podnetwork.api;

import org.jspecify.annotations.NullMarked;
