package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * Where an interface is attached.
 *
 * @param instance the instance
 * @param trunk the trunk interface a member hangs under, null for a secondary interface
 * @param deviceIndex for a member the VLAN id, unique under its trunk (spec: openapi-wire §7.1); 0 when the cloud gave none
 * @param networkCardIndex the physical card, null when the instance type has none to choose from
 */
public record EniAttachment(
        InstanceId instance,
        @Nullable EniId trunk,
        int deviceIndex,
        @Nullable Integer networkCardIndex) {}
