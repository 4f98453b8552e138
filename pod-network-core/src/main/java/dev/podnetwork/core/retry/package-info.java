/** What to do about a fault: pure. */
@NullMarked
package dev.podnetwork.core.retry;

import org.jspecify.annotations.NullMarked;
