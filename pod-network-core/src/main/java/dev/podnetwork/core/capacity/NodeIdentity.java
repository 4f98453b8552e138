package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself, before anybody looked up its instance type. Immutable (spec: control-plane §5.2).
 *
 * @param node its name
 * @param instance the instance behind it
 * @param region its region
 * @param instanceType its type
 * @param zone its zone
 * @param exclusive whether pods get ENIs of their own here and nothing else
 * @param trunk the trunk ENI it names; null when there is none
 * @param api through which API interfaces get there
 */
public record NodeIdentity(
        NodeRef node,
        InstanceId instance,
        String region,
        String instanceType,
        ZoneId zone,
        boolean exclusive,
        @Nullable EniId trunk,
        EnoApi api) {
    /** A node that is no Lingjun node. */
    public NodeIdentity(
            NodeRef node,
            InstanceId instance,
            String region,
            String instanceType,
            ZoneId zone,
            boolean exclusive,
            @Nullable EniId trunk) {
        this(node, instance, region, instanceType, zone, exclusive, trunk, EnoApi.NONE);
    }

    /** Refuses missing parts. */
    public NodeIdentity {
        requireNonNull(node, "node");
        requireNonNull(instance, "instance");
        requireNonNull(region, "region");
        requireNonNull(instanceType, "instanceType");
        requireNonNull(zone, "zone");
        requireNonNull(api, "api");
    }

    /** How it gives addresses to pods: an exclusive node never uses a trunk, whatever its annotation says. */
    public NetworkMode mode() {
        if (exclusive) {
            return NetworkMode.EXCLUSIVE;
        }
        return trunk == null ? NetworkMode.SHARED : NetworkMode.TRUNK;
    }

    /** What an allocation needs to know of it. A shared node without trunk use has secondary slots too. */
    public NodeFacts toFacts(InstanceTypeLimits limits) {
        int members = mode() == NetworkMode.TRUNK ? limits.memberEniLimit() : 0;
        return new NodeFacts(
                node,
                instance,
                zone,
                exclusive,
                trunk,
                members,
                limits.secondaryEniLimit(),
                limits.networkCards(),
                api);
    }
}
