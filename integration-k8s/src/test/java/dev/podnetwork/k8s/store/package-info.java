/** Tests. */
@NullMarked
package dev.podnetwork.k8s.store;

import org.jspecify.annotations.NullMarked;
