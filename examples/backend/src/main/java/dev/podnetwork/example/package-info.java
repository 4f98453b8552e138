/** The smallest backend. */
@NullMarked
package dev.podnetwork.example;

import org.jspecify.annotations.NullMarked;
