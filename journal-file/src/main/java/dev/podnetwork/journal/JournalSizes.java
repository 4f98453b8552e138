package dev.podnetwork.journal;

/**
 * When a journal file grows, and when it is folded into a new one.
 *
 * @param chunk bytes by which the file grows ahead of what is written, so that a force has no metadata to write
 * @param compactAt bytes after which it is folded, unless the fold alone is more than half of that
 * @param buffer bytes that are gathered for one write
 */
record JournalSizes(int chunk, long compactAt, int buffer) {
    /** At most 4 MiB on the disk as long as a node remembers less than 2 MiB, which is about 12,000 leases. */
    static JournalSizes standard() {
        return new JournalSizes(1 << 20, 4 << 20, 256 << 10);
    }

    /** Where a file is folded that begins with a fold of that many bytes. */
    long compactAt(long folded) {
        return Math.max(compactAt, 2 * folded);
    }

    /** The size of the file on the disk when that many bytes are in use. */
    long allocated(long used) {
        return (used / chunk + 1) * chunk;
    }
}
