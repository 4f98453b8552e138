/**
 * What allocations share: limits, addresses, slots, the watch on interfaces, the degradation switch. Each is one small map,
 * rebuilt from records at start and only a hint: the cloud's refusal is final. Everything here belongs to one event loop
 * and is used from no other thread.
 */
@NullMarked
package dev.podnetwork.core.cloud;

import org.jspecify.annotations.NullMarked;
