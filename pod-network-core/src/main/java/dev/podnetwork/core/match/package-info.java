/** Which policy applies to a pod, and why the others do not. Pure. */
@NullMarked
package dev.podnetwork.core.match;

import org.jspecify.annotations.NullMarked;
