package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
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
        Addresses addresses) {

    static EniState unattached(EniType type, TagSet tags, Addresses addresses) {
        return new EniState(type, EniStatus.AVAILABLE, null, null, 0, null, tags, addresses);
    }

    EniState in(EniStatus next) {
        return new EniState(type, next, instance, trunk, deviceIndex, networkCard, tags, addresses);
    }

    EniState tagged(TagSet next) {
        return new EniState(type, status, instance, trunk, deviceIndex, networkCard, next, addresses);
    }

    EniState having(Addresses next) {
        return new EniState(type, status, instance, trunk, deviceIndex, networkCard, tags, next);
    }

    boolean isMember() {
        return type == EniType.MEMBER;
    }
}
