package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.config.ClusterIpStack;

/**
 * What else decides how many pods a node holds. Immutable.
 *
 * @param stack the address families of pods
 * @param erdmaEnis RDMA interfaces that are really made; 0 for none
 * @param prefixes how shared addresses are served
 * @param cap how a configuration lowers the ENIs
 * @param maxPods the kubelet's {@code maxPods}; 0 when it is not known
 * @param hostNetworkPods pods that share the node's network
 */
public record NodeOptions(
        ClusterIpStack stack, int erdmaEnis, Prefixes prefixes, EniCap cap, int maxPods, int hostNetworkPods) {
    /** IPv4, nothing special. */
    public static final NodeOptions PLAIN = new NodeOptions(ClusterIpStack.IPV4, 0, Prefixes.OFF, EniCap.NONE, 0, 0);

    /** Refuses missing parts and negative numbers. */
    public NodeOptions {
        requireNonNull(stack, "stack");
        requireNonNull(prefixes, "prefixes");
        requireNonNull(cap, "cap");
        if (erdmaEnis < 0 || maxPods < 0 || hostNetworkPods < 0) {
            throw new IllegalArgumentException("RDMA interfaces " + erdmaEnis + ", maxPods " + maxPods
                    + ", host network pods " + hostNetworkPods + ": give zero or more");
        }
    }

    /**
     * Whether shared pods are served from prefixes.
     *
     * @param on whether they are
     * @param ipv4Count prefixes that the configuration asks for per node; 0 when it does not say
     */
    public record Prefixes(boolean on, int ipv4Count) {
        /** Plain addresses. */
        public static final Prefixes OFF = new Prefixes(false, 0);
    }

    /** The same for another stack. */
    public NodeOptions withStack(ClusterIpStack other) {
        return new NodeOptions(other, erdmaEnis, prefixes, cap, maxPods, hostNetworkPods);
    }

    /** The same with that many RDMA interfaces. */
    public NodeOptions withErdma(int enis) {
        return new NodeOptions(stack, enis, prefixes, cap, maxPods, hostNetworkPods);
    }

    /** The same with prefixes, that many per node; 0 for as many as fit. */
    public NodeOptions withPrefixes(int ipv4Count) {
        return new NodeOptions(stack, erdmaEnis, new Prefixes(true, ipv4Count), cap, maxPods, hostNetworkPods);
    }

    /** The same with lowered ENIs. */
    public NodeOptions withCap(EniCap other) {
        return new NodeOptions(stack, erdmaEnis, prefixes, other, maxPods, hostNetworkPods);
    }

    /** The same with the kubelet's limit and the pods of the host network. */
    public NodeOptions withKubelet(int most, int hostNetwork) {
        return new NodeOptions(stack, erdmaEnis, prefixes, cap, most, hostNetwork);
    }
}
