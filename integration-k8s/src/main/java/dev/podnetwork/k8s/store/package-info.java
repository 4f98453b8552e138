/** Records as PodENI objects: two conditional writes a record, a watch for what others change. */
@NullMarked
package dev.podnetwork.k8s.store;

import org.jspecify.annotations.NullMarked;
