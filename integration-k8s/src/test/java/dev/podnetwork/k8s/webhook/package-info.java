/** Tests of the package of this name. */
@NullMarked
package dev.podnetwork.k8s.webhook;

import org.jspecify.annotations.NullMarked;
