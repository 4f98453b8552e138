/** The ports: what the core needs from outside. Each can be replaced by an embedder; each has a contract in prose. */
@NullMarked
package dev.podnetwork.spi;

import org.jspecify.annotations.NullMarked;
