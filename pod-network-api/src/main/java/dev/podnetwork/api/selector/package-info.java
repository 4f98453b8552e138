/** The policy that decides which pods get an ENI of their own, and the label selectors it is matched by. */
@NullMarked
package dev.podnetwork.api.selector;

import org.jspecify.annotations.NullMarked;
