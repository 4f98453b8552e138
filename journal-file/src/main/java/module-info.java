/** The leases of a node in one append-only file. */
module dev.podnetwork.journal {
    requires transitive dev.podnetwork.api;
    // Where the option to write past the page cache is.
    requires jdk.unsupported;

    exports dev.podnetwork.journal;
}
