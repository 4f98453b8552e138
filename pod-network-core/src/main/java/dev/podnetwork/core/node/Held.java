package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.LockFreeAddressPool;

/** A lease and how far its answers are. */
final class Held {
    final LockFreeAddressPool pool;
    Lease lease;
    long handle;
    AddressStatus status = AddressStatus.VALID;
    /** Answers that wait for the journal. */
    int unanswered;
    /** Whether somebody was told of it. */
    boolean acknowledged;
    /** Whether the last reconcile did not find its owner among the active ones. */
    boolean missed;

    Held(Lease lease, LockFreeAddressPool pool, long handle) {
        this.lease = lease;
        this.pool = pool;
        this.handle = handle;
    }
}
