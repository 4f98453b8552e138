package dev.podnetwork.api.pool;

/**
 * An address that an owner holds.
 *
 * @param owner who holds it
 * @param containerId the sandbox it was last asked for
 * @param address what is held
 */
public record Lease(LeaseOwner owner, String containerId, LeaseAddress address) {}
