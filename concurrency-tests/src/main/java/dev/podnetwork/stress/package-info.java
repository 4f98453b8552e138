/** The races of the address pool, one class each: what meets, and what must come of it. */
@NullMarked
package dev.podnetwork.stress;

import org.jspecify.annotations.NullMarked;
