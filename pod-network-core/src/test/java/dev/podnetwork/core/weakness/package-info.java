/** The known weaknesses of today's system: each is stated, shown not to be ours, and shown to be caught where it is. */
@NullMarked
package dev.podnetwork.core.weakness;

import org.jspecify.annotations.NullMarked;
