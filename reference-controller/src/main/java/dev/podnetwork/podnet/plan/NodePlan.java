package dev.podnetwork.podnet.plan;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node and its instance.
 *
 * @param name its name
 * @param instance its instance
 * @param type what the instance allows
 * @param zone its zone
 * @param exclusive whether each ENI belongs to one pod here
 * @param labels its labels, name and zone included
 * @param cordoned whether no new pod may come
 * @param unusable why its pods get no ENI from us; null when they do
 * @param api through which API interfaces get there
 */
public record NodePlan(
        NodeRef name,
        InstanceId instance,
        InstanceTypeLimits type,
        ZoneId zone,
        boolean exclusive,
        Map<String, String> labels,
        boolean cordoned,
        @Nullable String unusable,
        EnoApi api) {}
