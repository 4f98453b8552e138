package dev.podnetwork.fake;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.state.WireFault;
import java.util.ArrayList;
import java.util.List;

/** What the real cloud may answer instead of doing what it was asked for (spec: openapi-wire §4.3). */
final class Refusals {
    private static final WireFault PERMISSION = WireFault.of(403, "Forbidden.RAM", "The user has no permission.");
    private static final List<WireFault> CREATE = List.of(
            WireFault.of(403, "MaxEniCountExceeded", "The maximum number of ENIs is exceeded."),
            WireFault.of(403, "SecurityGroupInstanceLimitExceed", "The security group is full."),
            WireFault.of(403, "InvalidVSwitchId.IpNotEnough", "The vSwitch has no free address."),
            WireFault.of(404, "InvalidVSwitchId.NotFound", "The vSwitch does not exist."),
            WireFault.of(404, "InvalidSecurityGroupId.NotFound", "The security group does not exist."),
            WireFault.of(400, "IdempotentParameterMismatch", "The token was used for something else."));
    private static final List<WireFault> ATTACH = List.of(
            WireFault.of(403, "EniPerInstanceLimitExceeded", "The instance takes no more ENIs."),
            WireFault.of(404, "InvalidEcsId.NotFound", "The instance does not exist."),
            WireFault.of(404, "InvalidEniId.NotFound", "The ENI does not exist, or is not seen everywhere yet."),
            WireFault.of(403, "InvalidOperation.InvalidEcsState", "The instance is being started."));
    private static final List<WireFault> DETACH = List.of(
            WireFault.of(404, "InvalidEcsId.NotFound", "The instance does not exist."),
            WireFault.of(404, "InvalidEniId.NotFound", "The ENI does not exist, or is not seen everywhere yet."),
            WireFault.of(403, "InvalidOperation.InvalidEcsState", "The instance is being started."));

    private static final WireFault NOT_NOW = WireFault.of(400, "1017", "Not allowed in its present state.");
    private static final WireFault NO_LENI = WireFault.of(400, "1011", "It does not exist or is not attached.");
    private static final List<WireFault> LENI = List.of(
            NOT_NOW,
            WireFault.of(400, "1003", "The node does not exist."),
            WireFault.of(400, "1013", "The private IP quota is exceeded."));

    private Refusals() {}

    /** One that a retry cures. */
    static WireFault curedByRetry(SplitMix64 chance) {
        return switch (chance.nextInt(5)) {
            case 0 -> WireFault.of(500, "InternalError", "The request processing has failed.");
            case 1 -> WireFault.of(503, "ServiceUnavailable", "The service is unavailable.");
            case 2 -> WireFault.of(403, "Operation.Conflict", "Another operation is under way.");
            case 3 -> WireFault.of(400, "InvalidSomething.NeverSeen", "A code that nobody knows.");
            default -> WireFault.of(502, "Unknown", "A gateway answered.");
        };
    }

    /** Any that such a call can get. That an interface is gone is never said of one that is to be deleted: it would be believed. */
    static WireFault any(CloudOp op, SplitMix64 chance) {
        List<WireFault> own = new ArrayList<>(special(op));
        own.add(PERMISSION);
        return chance.chance(0.4) ? curedByRetry(chance) : own.get(chance.nextInt(own.size()));
    }

    private static List<WireFault> lingjun(CloudOp op) {
        if (op instanceof LeniOp.CreateLeni || op instanceof LeniOp.AttachLeni) {
            return LENI;
        }
        return op instanceof LeniOp.DetachLeni ? List.of(NOT_NOW, NO_LENI) : List.of();
    }

    private static List<WireFault> special(CloudOp op) {
        if (op instanceof LeniOp) {
            return lingjun(op);
        } else if (op instanceof CloudOp.CreateEni) {
            return CREATE;
        } else if (op instanceof CloudOp.AttachEni) {
            return ATTACH;
        }
        return op instanceof CloudOp.DetachEni ? DETACH : List.of();
    }
}
