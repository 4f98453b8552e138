/** The shell: one event loop per process that owns all state, the driver of records, and the effects. Not exported. */
@NullMarked
package dev.podnetwork.core.runtime;

import org.jspecify.annotations.NullMarked;
