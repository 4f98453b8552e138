/** Tests of taking over and giving back. */
@NullMarked
package dev.podnetwork.k8s.adopt;

import org.jspecify.annotations.NullMarked;
