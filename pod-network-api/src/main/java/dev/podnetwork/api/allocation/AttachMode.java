package dev.podnetwork.api.allocation;

/** How an interface is put on a node. */
public enum AttachMode {
    /** As a member under the node's trunk interface. */
    TRUNK_MEMBER,
    /** As a secondary interface of its own. */
    SECONDARY
}
