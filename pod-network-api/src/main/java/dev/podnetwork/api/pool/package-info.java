/** The contract of shared-interface addresses on a node: who asks, what is leased, what a journal keeps. */
@NullMarked
package dev.podnetwork.api.pool;

import org.jspecify.annotations.NullMarked;
