/** What an inventory of the cloud says against the records: drift and orphans, as findings. Pure. */
@NullMarked
package dev.podnetwork.core.reclaim;

import org.jspecify.annotations.NullMarked;
