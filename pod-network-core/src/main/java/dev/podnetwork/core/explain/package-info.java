/** One answer from what matching, admission, the allocation, the limiter and the degradation switch know. Pure. */
@NullMarked
package dev.podnetwork.core.explain;

import org.jspecify.annotations.NullMarked;
