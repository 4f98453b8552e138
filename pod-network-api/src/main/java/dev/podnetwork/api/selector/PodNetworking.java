package dev.podnetwork.api.selector;

import static java.util.Objects.requireNonNull;

/**
 * A policy: which pods get an ENI of their own, from which vSwitches, with which security groups and for how long. Cluster-wide; its
 * name is unique. Immutable (spec: control-plane §1.1).
 *
 * @param name its name; of several matching policies the lowest name wins
 * @param spec what the user wrote
 * @param status what the controller found out
 */
public record PodNetworking(String name, PodNetworkingSpec spec, PodNetworkingStatus status)
        implements Comparable<PodNetworking> {
    /** Refuses a blank name. */
    public PodNetworking {
        requireNonNull(spec, "spec");
        requireNonNull(status, "status");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a PodNetworking is blank: give metadata.name");
        }
    }

    /** A policy that nobody has looked at yet. */
    public static PodNetworking unchecked(String name, PodNetworkingSpec spec) {
        return new PodNetworking(name, spec, PodNetworkingStatus.UNCHECKED);
    }

    /** The same policy with another status. */
    public PodNetworking withStatus(PodNetworkingStatus next) {
        return new PodNetworking(name, spec, next);
    }

    /** By name, which is also the order in which matching policies win. */
    @Override
    public int compareTo(PodNetworking other) {
        return name.compareTo(other.name);
    }
}
