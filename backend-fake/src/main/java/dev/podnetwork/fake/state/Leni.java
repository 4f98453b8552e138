package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.LeniAddress;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Lingjun interface and its secondary addresses. */
final class Leni {
    final EniId id;
    final LeniOp.CreateLeni made;
    final VSwitchState vSwitch;
    final long ipv4;
    final String mac;
    final Map<String, Secondary> addresses = new LinkedHashMap<>();
    LeniStatus status = LeniStatus.EXECUTING;

    @Nullable
    InstanceId node;

    SecurityGroupId group;

    /** Raised by whatever starts or ends a transition. */
    int transition;

    Leni(EniId id, LeniOp.CreateLeni made, VSwitchState vSwitch, long ipv4, String mac) {
        this.id = id;
        this.made = made;
        this.vSwitch = vSwitch;
        this.ipv4 = ipv4;
        this.mac = mac;
        this.node = made.node();
        this.group = made.securityGroup();
    }

    /**
     * One secondary address.
     *
     * @param ipv4 its number
     * @param usable whether it is Available
     * @param leaving whether it is on its way out
     */
    record Secondary(long ipv4, boolean usable, boolean leaving) {}

    LeniDescription describe() {
        return new LeniDescription(
                id,
                true,
                status,
                node,
                vSwitch.vpc,
                vSwitch.id,
                vSwitch.zone,
                group,
                vSwitch.addresses.text(ipv4),
                mac,
                made.tags());
    }

    LeniAddress describe(String name, Secondary secondary) {
        return new LeniAddress(
                id, name, vSwitch.addresses.text(secondary.ipv4()), secondary.usable() && !secondary.leaving());
    }
}
