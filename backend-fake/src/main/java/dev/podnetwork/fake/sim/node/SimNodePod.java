package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import org.jspecify.annotations.Nullable;

/** A pod as its kubelet sees it. */
final class SimNodePod {
    final LeaseOwner owner;
    final String sandbox;
    final long askedAt;

    /** What it was told it has. */
    @Nullable
    Lease lease;

    boolean wanted = true;
    /** Whether a DEL was answered. */
    boolean gone;
    /** Rises with every request, so that an answer to an older one is told apart. */
    int asked;

    SimNodePod(String uid, String sandbox, long askedAt) {
        this.owner = LeaseOwner.of(PodUid.of(uid), "eth0");
        this.sandbox = sandbox;
        this.askedAt = askedAt;
    }
}
