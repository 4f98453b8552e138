/** {@code podnet install}: into a cluster, and out of it again. */
@NullMarked
package dev.podnetwork.podnet.install;

import org.jspecify.annotations.NullMarked;
