/** Collections of plain arrays, for what a scale run holds a million of. */
@NullMarked
package dev.podnetwork.fake.flat;

import org.jspecify.annotations.NullMarked;
