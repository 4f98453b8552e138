package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an interface that changes. A value, so that a read of the past is a reference to an older one.
 *
 * @param type what it is to its instance
 * @param status where it is in its life
 * @param instance where it is attached, on its way to or from
 * @param trunk the trunk of a member
 * @param deviceIndex the VLAN id of a member, else 0
 * @param networkCard the card it was asked onto, null when none was named
 * @param tags its tags
 * @param groups its security groups, one shared list per distinct value
 * @param addresses its addresses and prefixes
 */
record EniState(
        EniType type,
        EniStatus status,
        @Nullable InstanceState instance,
        @Nullable Eni trunk,
        int deviceIndex,
        @Nullable Integer networkCard,
        TagSet tags,
        List<SecurityGroupId> groups,
        Addresses addresses) {

    /** As it is after its creation. */
    static EniState born(EniSpec spec, TagSet tags, Addresses addresses) {
        return new EniState(spec.type(), EniStatus.AVAILABLE, null, null, 0, null, tags, spec.groups(), addresses);
    }

    EniState unattached(EniType free) {
        return new EniState(free, EniStatus.AVAILABLE, null, null, 0, null, tags, groups, addresses);
    }

    EniState in(EniStatus next) {
        return new EniState(type, next, instance, trunk, deviceIndex, networkCard, tags, groups, addresses);
    }

    EniState tagged(TagSet next) {
        return new EniState(type, status, instance, trunk, deviceIndex, networkCard, next, groups, addresses);
    }

    EniState having(Addresses next) {
        return new EniState(type, status, instance, trunk, deviceIndex, networkCard, tags, groups, next);
    }

    EniState grouped(List<SecurityGroupId> next) {
        return new EniState(type, status, instance, trunk, deviceIndex, networkCard, tags, next, addresses);
    }

    boolean isMember() {
        return type == EniType.MEMBER;
    }
}
