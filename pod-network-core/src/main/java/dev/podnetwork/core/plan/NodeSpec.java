package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node's pool is to be. Immutable.
 *
 * @param owner who keeps the pool, for people; written to the journal with every take-over
 * @param instance the node's instance
 * @param place where new interfaces go
 * @param shape what the node may hold
 * @param policy the watermarks
 * @param times how long things last
 * @param tagFilter only interfaces that carry all of these are ours; empty for all
 * @param blockList interfaces that carry one of these are left alone
 */
public record NodeSpec(
        String owner,
        InstanceId instance,
        Place place,
        NodeShape shape,
        PoolPolicy policy,
        Times times,
        Map<String, String> tagFilter,
        Map<String, String> blockList) {

    /** The built-in block list (spec: node-ipam §1.2). */
    public static final Map<String, String> LEFT_ALONE = leftAlone();

    /** Copies the collections, keeping their order. */
    public NodeSpec {
        requireNonNull(owner, "owner");
        requireNonNull(instance, "instance");
        requireNonNull(place, "place");
        requireNonNull(shape, "shape");
        requireNonNull(policy, "policy");
        requireNonNull(times, "times");
        tagFilter = Collections.unmodifiableMap(new LinkedHashMap<>(tagFilter));
        blockList = Collections.unmodifiableMap(new LinkedHashMap<>(blockList));
    }

    /** A node with the usual times and the built-in block list. */
    public static NodeSpec of(String owner, InstanceId instance, Place place, NodeShape shape, PoolPolicy policy) {
        return new NodeSpec(owner, instance, place, shape, policy, Times.DEFAULT, Map.of(), LEFT_ALONE);
    }

    /** The same with other times. */
    public NodeSpec withTimes(Times other) {
        return new NodeSpec(owner, instance, place, shape, policy, other, tagFilter, blockList);
    }

    /** The same with another policy. */
    public NodeSpec withPolicy(PoolPolicy other) {
        return new NodeSpec(owner, instance, place, shape, other, times, tagFilter, blockList);
    }

    /** The same with another filter and another block list. */
    public NodeSpec managing(Map<String, String> filter, Map<String, String> blocked) {
        return new NodeSpec(owner, instance, place, shape, policy, times, filter, blocked);
    }

    private static Map<String, String> leftAlone() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("creator", "alibabacloud-erdma-controller");
        tags.put("terway.alibabacloud.com/excluded", "true");
        return Collections.unmodifiableMap(tags);
    }

    /**
     * Where new interfaces go.
     *
     * @param zone the node's zone
     * @param vSwitches candidates, in the user's order
     * @param choice how one is chosen
     * @param securityGroups of every new interface, 1 to 10
     * @param tags of every new interface, beside ours
     * @param resourceGroupId null for the default one
     */
    public record Place(
            ZoneId zone,
            List<VSwitchId> vSwitches,
            VSwitchSelectionPolicy choice,
            List<SecurityGroupId> securityGroups,
            Map<String, String> tags,
            @Nullable String resourceGroupId) {
        /** Copies the collections, keeping their order. */
        public Place {
            requireNonNull(zone, "zone");
            requireNonNull(choice, "choice");
            vSwitches = List.copyOf(vSwitches);
            securityGroups = List.copyOf(securityGroups);
            tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        }

        /** These vSwitches in order. */
        public static Place of(ZoneId zone, List<VSwitchId> vSwitches, List<SecurityGroupId> securityGroups) {
            return new Place(zone, vSwitches, VSwitchSelectionPolicy.ORDERED, securityGroups, Map.of(), null);
        }
    }

    /**
     * How long things last.
     *
     * @param cooldown before an address that was given back is leased again; zero is allowed
     * @param linger how long the first pod that waits waits for others, so that one call serves them all
     * @param maintenance between two looks at what is too much
     * @param sync between two comparisons with the cloud
     * @param lag how far behind an observation may be
     * @param tombstone how long a deleted sandbox is remembered
     * @param tokenLife how long after an intent was opened its token may be sent again
     * @param orphanGrace how old an interface that nobody knows must be before it is deleted
     */
    public record Times(
            Duration cooldown,
            Duration linger,
            Duration maintenance,
            Duration sync,
            Duration lag,
            Duration tombstone,
            Duration tokenLife,
            Duration orphanGrace) {
        /** Cooldown 30 s, maintenance and comparison every 2 minutes, a lag of 5 s, tombstones for 10 minutes. */
        public static final Times DEFAULT = new Times(
                Duration.ofSeconds(30),
                Duration.ofMillis(20),
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));

        /** The same with another cooldown. */
        public Times withCooldown(Duration other) {
            return new Times(other, linger, maintenance, sync, lag, tombstone, tokenLife, orphanGrace);
        }

        /** The same with another time between maintenance, and between comparisons. */
        public Times withPeriods(Duration newMaintenance, Duration newSync) {
            return new Times(cooldown, linger, newMaintenance, newSync, lag, tombstone, tokenLife, orphanGrace);
        }
    }
}
