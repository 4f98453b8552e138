package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.LeniAddress;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** What it was, the oldest first, as far as reads may lag. */
    private final Deque<Past> past = new ArrayDeque<>();

    private final long bornAt;
    private boolean gone;

    /** What it was until then; null before it existed. */
    private record Past(long untilNanos, @Nullable LeniDescription before) {}

    Leni(EniId id, LeniOp.CreateLeni made, VSwitchState vSwitch, long ipv4, String mac, long bornAt) {
        this.bornAt = bornAt;
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

    /** It is about to be something else. */
    void changes(long nowNanos, long horizonNanos) {
        past.removeIf(each -> each.untilNanos() <= nowNanos - horizonNanos);
        if (horizonNanos > 0) {
            past.addLast(new Past(nowNanos, exists() ? describe() : null));
        }
    }

    boolean exists() {
        return transition > 0 && !gone;
    }

    void go() {
        gone = true;
        transition++;
    }

    /** Whether no read can see it any more. */
    boolean isForgotten(long nowNanos, long horizonNanos) {
        return gone && (past.isEmpty() || past.getLast().untilNanos() <= nowNanos - horizonNanos);
    }

    /** What it was then, null when it did not exist. */
    @Nullable
    LeniDescription at(long nanos) {
        for (Past each : past) {
            if (each.untilNanos() > nanos) {
                return each.before();
            }
        }
        return exists() ? describe() : null;
    }

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
                made.tags(),
                Eni.instant(bornAt));
    }

    LeniAddress describe(String name, Secondary secondary) {
        return new LeniAddress(
                id, name, vSwitch.addresses.text(secondary.ipv4()), secondary.usable() && !secondary.leaving());
    }
}
