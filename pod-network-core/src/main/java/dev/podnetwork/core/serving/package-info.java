/** Which cloud API serves an interface, and what that means for the waits: Lingjun nodes. Pure. */
@NullMarked
package dev.podnetwork.core.serving;

import org.jspecify.annotations.NullMarked;
