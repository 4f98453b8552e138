package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import org.jspecify.annotations.Nullable;

/** Whether an interface may be attached, and the start of it (spec: openapi-wire §7.3). Stricter than real: instances must run. */
public final class AttachRules {
    private final CloudState cloud;
    private final EniLife life;

    /** Rules over this account. */
    public AttachRules(CloudState cloud, EniLife life) {
        this.cloud = cloud;
        this.life = life;
    }

    /** Starts an attach or refuses it. */
    public Answer attach(CloudOp.AttachEni op, long answeredAtNanos) {
        Eni eni = cloud.eni(op.eni());
        if (eni == null) {
            return Answer.notFound("InvalidEniId.NotFound", "interface " + op.eni());
        }
        InstanceState instance = cloud.instances.get(op.instance());
        if (instance == null) {
            return Answer.notFound("InvalidEcsId.NotFound", "instance " + op.instance());
        }
        WireFault refusal = refusal(op, eni, instance);
        if (refusal != null) {
            return new Answer.Refused(refusal);
        }
        life.startAttach(eni, instance, op.trunk() == null ? null : instance.trunk, op.networkCardIndex());
        eni.busyUntilNanos = answeredAtNanos;
        return Answer.accepted();
    }

    private @Nullable WireFault refusal(CloudOp.AttachEni op, Eni eni, InstanceState instance) {
        if (eni.busyUntilNanos > cloud.now) {
            return WireFault.conflict(eni.id);
        }
        EniState now = eni.state;
        if (now == null || now.type() == EniType.PRIMARY || now.type() == EniType.TRUNK) {
            return WireFault.forbidden(
                    "InvalidOperation.InvalidEniType", eni.id + " is an own interface of its instance.");
        }
        if (now.status() != EniStatus.AVAILABLE) {
            return WireFault.invalid(
                    "InvalidOperation.InvalidEniState",
                    eni.id + " is " + now.status().wire() + ", not Available.");
        }
        if (!instance.running) {
            return WireFault.invalid(
                    "InvalidOperation.InvalidEcsState", "instance " + instance.id + " is not Running.");
        }
        WireFault place = wrongPlace(eni, instance);
        return place != null
                ? place
                : op.trunk() == null ? noDirectSlot(eni, instance) : noMemberSlot(op, eni, instance);
    }

    private static @Nullable WireFault wrongPlace(Eni eni, InstanceState instance) {
        VSwitchState from = eni.spec.vSwitch();
        if (!from.vpc.equals(instance.vpc)) {
            return WireFault.forbidden(
                    "InvalidOperation.VpcMismatch",
                    eni.id + " is in VPC " + from.vpc + ", instance " + instance.id + " in " + instance.vpc + ".");
        }
        if (!from.zone.equals(instance.zone)) {
            return WireFault.forbidden(
                    "InvalidOperation.AvailabilityZoneMismatch",
                    eni.id + " is in zone " + from.zone + ", instance " + instance.id + " in " + instance.zone + ".");
        }
        if (eni.ipv6.length > instance.limits.ipv6PerEni()) {
            return WireFault.forbidden(
                    instance.limits.ipv6PerEni() == 0
                            ? "InvalidOperation.Ipv6NotSupport"
                            : "InvalidOperation.Ipv6CountExceeded",
                    eni.id + " has " + eni.ipv6.length + " IPv6 addresses, " + instance.limits.instanceType()
                            + " takes " + instance.limits.ipv6PerEni() + ".");
        }
        return instance.limits.ipv4PerEni() < 1
                ? WireFault.forbidden(
                        "InvalidOperation.Ipv4CountExceeded", "the instance type takes no address per interface.")
                : null;
    }

    private static @Nullable WireFault noDirectSlot(Eni eni, InstanceState instance) {
        boolean rdma = eni.spec.trafficMode() == TrafficMode.HIGH_PERFORMANCE;
        if (!instance.hasRoomForDirect() || (rdma && !instance.hasRoomForRdma())) {
            return WireFault.forbidden(
                    "EniPerInstanceLimitExceeded",
                    "instance " + instance.id + " has its " + instance.limits.eniQuantity() + " interfaces.");
        }
        return null;
    }

    private static @Nullable WireFault noMemberSlot(CloudOp.AttachEni op, Eni eni, InstanceState instance) {
        Eni trunk = instance.trunk;
        if (trunk == null || !trunk.id.equals(op.trunk())) {
            return WireFault.forbidden(
                    "InvalidOperation.InvalidEniType",
                    op.trunk() + " is not the trunk of instance " + instance.id + ", which has "
                            + (trunk == null ? "none" : trunk.id) + ".");
        }
        if (!instance.hasRoomForMember()) {
            return WireFault.forbidden(
                    "EniPerInstanceLimitExceeded",
                    "instance " + instance.id + " has its " + instance.limits.memberEniLimit() + " members.");
        }
        return eni.spec.trafficMode() == TrafficMode.HIGH_PERFORMANCE
                ? WireFault.forbidden(
                        "InvalidOperation.InvalidEniType", eni.id + " is an RDMA interface and cannot be a member.")
                : null;
    }
}
