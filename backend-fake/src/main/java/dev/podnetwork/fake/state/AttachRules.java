package dev.podnetwork.fake.state;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
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
        if (now == null || now.type() == EniType.PRIMARY) {
            return WireFault.forbidden(
                    "InvalidOperation.InvalidEniType", eni.id + " is the primary interface of its instance.");
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
        if (place == null) {
            place = tooManyAddresses(eni, now.addresses(), instance);
        }
        if (place == null && eni.spec.type() == EniType.TRUNK) {
            place = noTrunkHere(op, eni, instance);
        }
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
        return null;
    }

    /** Whether an interface of that instance takes no more than so many addresses (spec: openapi-wire §7.3, §7.9). */
    static @Nullable WireFault tooManyAddresses(Eni eni, Addresses addresses, InstanceState instance) {
        InstanceTypeLimits limits = instance.limits;
        if (addresses.ipv6Slots() > limits.ipv6PerEni()) {
            return WireFault.forbidden(
                    limits.ipv6PerEni() == 0 ? "InvalidOperation.Ipv6NotSupport" : "InvalidOperation.Ipv6CountExceeded",
                    text(eni, addresses.ipv6Slots(), "IPv6", limits.instanceType(), limits.ipv6PerEni()));
        }
        return addresses.ipv4Slots() > limits.ipv4PerEni()
                ? WireFault.forbidden(
                        "InvalidOperation.Ipv4CountExceeded",
                        text(eni, addresses.ipv4Slots(), "IPv4", limits.instanceType(), limits.ipv4PerEni()))
                : null;
    }

    private static String text(Eni eni, int slots, String family, String type, int limit) {
        return eni.id + " would have " + slots + " " + family + " addresses and prefixes, " + type + " takes " + limit
                + ".";
    }

    private static @Nullable WireFault noTrunkHere(CloudOp.AttachEni op, Eni eni, InstanceState instance) {
        if (op.trunk() != null || !instance.limits.trunkSupported()) {
            return WireFault.forbidden(
                    "InvalidOperation.InvalidEniType",
                    eni.id + " is a trunk: it is no member, and " + instance.limits.instanceType()
                            + (instance.limits.trunkSupported() ? " takes one." : " takes none."));
        }
        return instance.trunk == null
                ? null
                : WireFault.forbidden(
                        "EniPerInstanceLimitExceeded",
                        "instance " + instance.id + " has its trunk " + instance.trunk.id + ".");
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
        if (!trunk.inStatus(EniStatus.IN_USE)) {
            return WireFault.invalid("InvalidOperation.InvalidEniState", "trunk " + trunk.id + " is not InUse.");
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
