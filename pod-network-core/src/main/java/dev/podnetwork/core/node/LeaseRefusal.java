package dev.podnetwork.core.node;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.api.error.RejectedException;
import dev.podnetwork.api.pool.LeaseRequest;
import org.jspecify.annotations.Nullable;

/** Requests that no address can answer: said at once, with the reason. */
final class LeaseRefusal {
    private LeaseRefusal() {}

    /** Null for a request that may be served. */
    static @Nullable RuntimeException of(NodeCore node, Tombstones tombstones, LeaseRequest request) {
        String stopped = node.stopped();
        if (stopped != null) {
            return new ClosedException(stopped);
        }
        if (tombstones.holds(request.owner(), request.containerId())) {
            return new RejectedException("an address for " + request.owner() + ": its sandbox " + request.containerId()
                    + " was deleted already; a new sandbox may ask");
        }
        if (request.families() == IpStack.DUAL && node.spec.policy().stack() == IpStack.IPV4) {
            return new RejectedException(
                    "an IPv4 and an IPv6 address for " + request.owner() + ": this node has IPv4 only");
        }
        boolean rdma = request.trafficMode() == TrafficMode.HIGH_PERFORMANCE;
        return rdma && node.spec.shape().flavor().rdma() == 0
                ? new RejectedException("an RDMA address for " + request.owner() + ": this node has no RDMA interface")
                : null;
    }
}
