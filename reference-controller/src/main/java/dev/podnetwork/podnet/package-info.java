/** The command {@code podnet}. */
@NullMarked
package dev.podnetwork.podnet;

import org.jspecify.annotations.NullMarked;
