/** What is asked for a pod, the record of what it holds, and the answers the record is stepped with. Pure values. */
@NullMarked
package dev.podnetwork.api.allocation;

import org.jspecify.annotations.NullMarked;
