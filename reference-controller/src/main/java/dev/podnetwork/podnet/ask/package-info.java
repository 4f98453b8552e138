/** The commands that ask the pure half of the product: capacity, preflight, configuration, matching, explanation. */
@NullMarked
package dev.podnetwork.podnet.ask;

import org.jspecify.annotations.NullMarked;
