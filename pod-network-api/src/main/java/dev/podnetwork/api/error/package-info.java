/** The exceptions of the public edge; inside, failures are values. */
@NullMarked
package dev.podnetwork.api.error;

import org.jspecify.annotations.NullMarked;
