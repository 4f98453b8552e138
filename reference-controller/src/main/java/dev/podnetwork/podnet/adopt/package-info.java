/** {@code podnet adopt} and {@code podnet hand-back}: from the published control plane to this one, and back. */
@NullMarked
package dev.podnetwork.podnet.adopt;

import org.jspecify.annotations.NullMarked;
