/** How long a change of a lease takes until it survives a loss of power: the journal beside its rivals. */
@NullMarked
package dev.podnetwork.bench.journal;

import org.jspecify.annotations.NullMarked;
