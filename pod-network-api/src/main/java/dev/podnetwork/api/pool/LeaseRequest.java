package dev.podnetwork.api.pool;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an address on this node.
 *
 * @param owner who asks; asking again with the same owner is idempotent
 * @param containerId the sandbox, an attribute and not part of the identity (spec: node-ipam §6.4)
 * @param families which address families
 * @param trafficMode {@link TrafficMode#HIGH_PERFORMANCE} only for RDMA pods
 * @param exact the address it must be, in text, null for any
 */
public record LeaseRequest(
        LeaseOwner owner,
        String containerId,
        IpStack families,
        TrafficMode trafficMode,
        @Nullable String exact) {

    /** Refuses missing parts. */
    public LeaseRequest {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(containerId, "containerId");
        Objects.requireNonNull(families, "families");
        Objects.requireNonNull(trafficMode, "trafficMode");
    }

    /** Any address of the families, on an ordinary interface. */
    public static LeaseRequest of(LeaseOwner owner, String containerId, IpStack families) {
        return new LeaseRequest(owner, containerId, families, TrafficMode.STANDARD, null);
    }

    /** The same, for exactly this address. */
    public LeaseRequest exactly(String address) {
        return new LeaseRequest(owner, containerId, families, trafficMode, address);
    }
}
