/**
 * The lock-free address pool of a node: one bitmap word per group of 64 slots, an owner table with generations, and a
 * cooldown queue. No clock, no thread, no call to the cloud; for the library's own use.
 */
@NullMarked
package dev.podnetwork.core.pool;

import org.jspecify.annotations.NullMarked;
