package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import org.jspecify.annotations.Nullable;

/** Whether an interface may be detached or deleted, and the start of it (spec: openapi-wire §7.4, §7.5). */
public final class ReleaseRules {
    private final CloudState cloud;
    private final EniLife life;

    /** Rules over this account. */
    public ReleaseRules(CloudState cloud, EniLife life) {
        this.cloud = cloud;
        this.life = life;
    }

    /** Starts a detach, or starts a stuck one again, or refuses it. */
    public Answer detach(CloudOp.DetachEni op, long answeredAtNanos) {
        Eni eni = cloud.eni(op.eni());
        if (eni == null) {
            return Answer.notFound("InvalidEniId.NotFound", "interface " + op.eni());
        }
        if (!cloud.instances.containsKey(op.instance())) {
            return Answer.notFound("InvalidEcsId.NotFound", "instance " + op.instance());
        }
        WireFault refusal = refusal(op, eni);
        if (refusal != null) {
            return new Answer.Refused(refusal);
        }
        life.startDetach(eni);
        eni.busyUntilNanos = answeredAtNanos;
        return Answer.accepted();
    }

    /** Starts a delete, or starts a stuck one again, or refuses it. */
    public Answer delete(CloudOp.DeleteEni op, long answeredAtNanos) {
        Eni eni = cloud.eni(op.eni());
        if (eni == null || eni.state == null) {
            return Answer.notFound("InvalidEniId.NotFound", "interface " + op.eni());
        }
        if (eni.busyUntilNanos > cloud.now) {
            return new Answer.Refused(WireFault.conflict(eni.id));
        }
        if (!eni.inStatus(EniStatus.AVAILABLE) && !eni.inStatus(EniStatus.DELETING)) {
            return new Answer.Refused(wrongState(eni, eni.state.status().wire() + ", not Available"));
        }
        life.startDelete(eni);
        eni.busyUntilNanos = answeredAtNanos;
        return Answer.accepted();
    }

    private @Nullable WireFault refusal(CloudOp.DetachEni op, Eni eni) {
        EniState now = eni.state;
        if (now == null || eni.busyUntilNanos > cloud.now) {
            return WireFault.conflict(eni.id);
        }
        if (now.type() == EniType.PRIMARY) {
            return WireFault.invalid(
                    "InvalidOperation.DetachPrimaryEniNotAllowed", eni.id + " is the primary interface.");
        }
        if (now.status() != EniStatus.IN_USE && now.status() != EniStatus.DETACHING) {
            return wrongState(eni, now.status().wire() + ", neither InUse nor Detaching");
        }
        InstanceState on = now.instance();
        if (on == null || !on.id.equals(op.instance())) {
            return wrongState(eni, "attached to " + (on == null ? "nothing" : on.id) + ", not to " + op.instance());
        }
        if (eni.hasMembers()) {
            return WireFault.forbidden("InvalidOperation.HasMemberEniAttached", eni.id + " has member interfaces.");
        }
        Eni trunk = now.trunk();
        boolean sameTrunk = trunk == null ? op.trunk() == null : trunk.id.equals(op.trunk());
        return sameTrunk
                ? null
                : WireFault.invalid(
                        "InvalidParameter",
                        "TrunkNetworkInstanceId is " + op.trunk() + ", but " + eni.id + " hangs under "
                                + (trunk == null ? "no trunk" : trunk.id) + ".");
    }

    private static WireFault wrongState(Eni eni, String found) {
        return WireFault.invalid("InvalidOperation.InvalidEniState", eni.id + " is " + found + ".");
    }
}
