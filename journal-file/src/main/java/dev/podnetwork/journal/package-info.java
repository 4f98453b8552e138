/**
 * The durable {@link dev.podnetwork.spi.LeaseJournal}: one append-only file with group commit, folded into a new file when it
 * grows. The format and why it is not an embedded store: {@code docs/design/0004-lease-journal.md}.
 */
@NullMarked
package dev.podnetwork.journal;

import org.jspecify.annotations.NullMarked;
