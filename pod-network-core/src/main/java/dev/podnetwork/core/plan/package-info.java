/**
 * What a node's shared pool asks of the cloud: numbers and watermarks in, a plan out. Pure, closed form and stateless: the
 * same reading gives the same plan, and a plan that was carried out leaves nothing to plan.
 */
@NullMarked
package dev.podnetwork.core.plan;

import org.jspecify.annotations.NullMarked;
