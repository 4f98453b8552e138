package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which interfaces to describe; all parts that are given must hold (spec: openapi-wire §7.6).
 *
 * @param ids at most 100; empty means any. Unknown ids simply do not appear in the answer
 * @param instance attached to this instance
 * @param type of this type
 * @param status in this status
 * @param vpc in this VPC
 * @param vSwitch in this vSwitch
 * @param tags carrying all of these, at most 20. A filter by tag sees at most 1,000 interfaces
 */
public record EniFilter(
        List<EniId> ids,
        @Nullable InstanceId instance,
        @Nullable EniType type,
        @Nullable EniStatus status,
        @Nullable VpcId vpc,
        @Nullable VSwitchId vSwitch,
        Map<String, String> tags) {

    /** The most ids one describe takes. */
    public static final int MAX_IDS = 100;

    /** Keeps its own copy of the id list. */
    public EniFilter {
        ids = List.copyOf(ids);
        if (ids.size() > MAX_IDS) {
            throw new IllegalArgumentException(
                    "asked for " + ids.size() + " ids: one describe takes at most " + MAX_IDS);
        }
    }

    /** These interfaces. */
    public static EniFilter byIds(List<EniId> ids) {
        return new EniFilter(ids, null, null, null, null, null, Map.of());
    }

    /** Every interface of this vSwitch. */
    public static EniFilter inVSwitch(VSwitchId vSwitch) {
        return new EniFilter(List.of(), null, null, null, null, vSwitch, Map.of());
    }

    /** Every interface of this VPC. */
    public static EniFilter inVpc(VpcId vpc) {
        return new EniFilter(List.of(), null, null, null, vpc, null, Map.of());
    }

    /** Every interface attached to this instance. */
    public static EniFilter onInstance(InstanceId instance) {
        return new EniFilter(List.of(), instance, null, null, null, null, Map.of());
    }

    /** The interfaces that carry this tag. */
    public static EniFilter tagged(String key, String value) {
        return new EniFilter(List.of(), null, null, null, null, null, Map.of(key, value));
    }
}
