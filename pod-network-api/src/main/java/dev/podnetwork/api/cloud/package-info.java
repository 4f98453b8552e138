/** What is asked of the cloud and what it answers, as values: operations, replies, faults, observations. Pure. */
@NullMarked
package dev.podnetwork.api.cloud;

import org.jspecify.annotations.NullMarked;
