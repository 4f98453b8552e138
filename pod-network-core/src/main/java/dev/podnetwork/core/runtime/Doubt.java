package dev.podnetwork.core.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write that came to nothing, or of which nobody knows what it came to.
 *
 * @param events what is stepped again when it came to nothing
 * @param maybe what may have been written, null when surely nothing was
 */
record Doubt<R, E, S>(List<E> events, Stepper.@Nullable Proposal<R, S> maybe) {}
