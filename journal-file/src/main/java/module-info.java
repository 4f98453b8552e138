/** The leases of a node in one append-only file. */
module dev.podnetwork.journal {
    requires transitive dev.podnetwork.api;

    exports dev.podnetwork.journal;
}
