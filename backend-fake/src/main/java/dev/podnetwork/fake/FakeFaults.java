package dev.podnetwork.fake;

import static dev.podnetwork.api.cloud.CloudFault.Kind.ADDRESS_EXHAUSTED;
import static dev.podnetwork.api.cloud.CloudFault.Kind.CONFLICT;
import static dev.podnetwork.api.cloud.CloudFault.Kind.FORBIDDEN;
import static dev.podnetwork.api.cloud.CloudFault.Kind.INVALID_REQUEST;
import static dev.podnetwork.api.cloud.CloudFault.Kind.NOT_FOUND;
import static dev.podnetwork.api.cloud.CloudFault.Kind.QUOTA_EXCEEDED;
import static dev.podnetwork.api.cloud.CloudFault.Kind.THROTTLED;
import static dev.podnetwork.api.cloud.CloudFault.Kind.TOKEN_SPENT;
import static dev.podnetwork.api.cloud.CloudFault.Kind.UNAVAILABLE;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.fake.state.WireFault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the cloud's codes mean to the library: one table (spec: openapi-wire §4.3; decision 11). */
public final class FakeFaults {
    private record Meaning(Kind kind, Scope scope) {}

    private static final Map<String, Meaning> TABLE = table();

    private FakeFaults() {}

    /** Every code that has a meaning of its own, sorted. */
    public static List<String> codes() {
        return List.copyOf(TABLE.keySet());
    }

    /** The fault of a refusal. An unknown 4xx is a wrong request and says so; an unknown 5xx means not taken. */
    public static CloudFault of(WireFault wire) {
        Meaning meaning = meaning(wire.code());
        boolean known = meaning != null;
        if (meaning == null) {
            meaning = new Meaning(wire.httpStatus() >= 500 ? UNAVAILABLE : INVALID_REQUEST, Scope.ACCOUNT);
        }
        return new CloudFault(meaning.kind(), meaning.scope(), wire.retryAfter(), wire.code(), known, wire.message());
    }

    private static @Nullable Meaning meaning(String code) {
        Meaning exact = TABLE.get(code);
        if (exact != null) {
            return exact;
        }
        if (code.startsWith("Throttling")) {
            return new Meaning(THROTTLED, Scope.ACCOUNT);
        }
        if (code.startsWith("Forbidden")
                || code.startsWith("InvalidAccessKeyId")
                || code.startsWith("InvalidSecurityToken")) {
            return new Meaning(FORBIDDEN, Scope.ACCOUNT);
        }
        return code.startsWith("IncorrectStatus") ? new Meaning(CONFLICT, Scope.ENI) : null;
    }

    private static Map<String, Meaning> table() {
        Map<String, Meaning> t = new TreeMap<>();
        put(t, THROTTLED, Scope.ACCOUNT, "Rejected.Throttling", "InternalDependencyError.RequestLimitExceeded");
        put(t, UNAVAILABLE, Scope.ACCOUNT, "ServiceUnavailable", "InternalError", "SystemBusy", "UnknownError");
        put(
                t,
                CONFLICT,
                Scope.ENI,
                "OperationConflict",
                "Operation.Conflict",
                "InvalidOperation.Conflict",
                "TaskConflict");
        put(t, CONFLICT, Scope.ENI, "LastTokenProcessing", "OperationFailed.LastTokenProcessing");
        put(t, CONFLICT, Scope.ENI, "InvalidOperation.InvalidEniState", "InvalidOperation.InvalidEniType");
        put(t, CONFLICT, Scope.ENI, "InvalidOperation.HasMemberEniAttached", "InvalidStatus.EniStatusNotSupport");
        put(t, CONFLICT, Scope.INSTANCE, "InvalidOperation.InvalidEcsState", "InvalidStatus.EcsStatusNotSupport");
        put(t, CONFLICT, Scope.VSWITCH, "IncorrectVSwitchStatus");
        put(t, ADDRESS_EXHAUSTED, Scope.VSWITCH, "InvalidVSwitchId.IpNotEnough", "QuotaExceeded.PrivateIpAddress");
        put(t, QUOTA_EXCEEDED, Scope.INSTANCE, "EniPerInstanceLimitExceeded", "InvalidOperation.Ipv4CountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.INSTANCE, "InvalidOperation.Ipv6CountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.ENI, "MaxEniPrivateIpsCountExceeded", "MaxEniIpv6IpsCountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.ACCOUNT, "MaxEniCountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.SECURITY_GROUP, "SecurityGroupInstanceLimitExceed");
        put(t, NOT_FOUND, Scope.ENI, "InvalidEniId.NotFound", "InvalidResourceId.NotFound");
        put(t, NOT_FOUND, Scope.INSTANCE, "InvalidEcsId.NotFound", "InvalidInstanceId.NotFound");
        put(t, NOT_FOUND, Scope.ENI, "InvalidIp.IpUnassigned");
        put(t, NOT_FOUND, Scope.VSWITCH, "InvalidVSwitchId.NotFound");
        put(t, NOT_FOUND, Scope.SECURITY_GROUP, "InvalidSecurityGroupId.NotFound");
        put(t, NOT_FOUND, Scope.ACCOUNT, "InvalidResourceGroup.NotFound");
        put(
                t,
                TOKEN_SPENT,
                Scope.ACCOUNT,
                "IdempotentParameterMismatch",
                "IdempotenceParamNotMatch",
                "IdempotentFailed");
        put(t, FORBIDDEN, Scope.ACCOUNT, "NoPermission");
        eips(t);
        put(t, NOT_FOUND, Scope.ENI, "1011");
        put(t, NOT_FOUND, Scope.INSTANCE, "1003", "RESOURCE_NOT_FOUND", "InvalidNodeId.NotFound");
        put(t, QUOTA_EXCEEDED, Scope.INSTANCE, "1013");
        put(t, CONFLICT, Scope.ENI, "1017");
        put(t, INVALID_REQUEST, Scope.SECURITY_GROUP, "InvalidSecurityGroupId.NotVpc", "JoinedGroupLimitExceed");
        put(
                t,
                INVALID_REQUEST,
                Scope.INSTANCE,
                "InvalidOperation.AvailabilityZoneMismatch",
                "InvalidOperation.VpcMismatch");
        put(t, INVALID_REQUEST, Scope.INSTANCE, "InvalidOperation.Ipv6NotSupport");
        put(t, INVALID_REQUEST, Scope.VSWITCH, "InvalidVSwitch.Ipv6NotTurnOn");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidOperation.DetachPrimaryEniNotAllowed", "QuotaExceed.Tags");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidTagKey.Malformed", "InvalidTagValue.Malformed", "Duplicate.TagKey");
        put(t, INVALID_REQUEST, Scope.VSWITCH, "InvalidVSwitchId.IpInvalid", "InvalidIp.Address");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidIp.IpAssigned", "InvalidIp.IpRepeated");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidPrivateIpAddress.Duplicated", "InvalidParameter.Conflict");
        put(t, INVALID_REQUEST, Scope.ACCOUNT, "MissingParameter", "InvalidParameter", "UnsupportedParameter");
        return t;
    }

    private static void eips(Map<String, Meaning> t) {
        put(t, CONFLICT, Scope.EIP, "IncorrectEipStatus", "InvalidBindingStatus", "EipOperation.TooFrequently");
        put(t, CONFLICT, Scope.EIP, "FrequentPurchase.EIP", "VPC_TASK_CONFLICT", "IncorrectStatus.Eip");
        put(t, CONFLICT, Scope.EIP, "BandwidthPackageOperation.conflict", "InvalidAssociation.Duplicated");
        put(t, CONFLICT, Scope.EIP, "BIND_INSTANCE_HAVE_PORTMAP_OR_BIND_EIP");
        put(t, NOT_FOUND, Scope.EIP, "InvalidAllocationId.NotFound", "OperationUnsupported.IpNotInCbwp");
        put(t, NOT_FOUND, Scope.EIP, "InvalidBandwidthPackageId.NotFound");
        put(t, NOT_FOUND, Scope.ENI, "InvalidInstanId.NotFound");
        put(t, QUOTA_EXCEEDED, Scope.ACCOUNT, "QuotaExceeded.Eip", "ReserveIpFail");
        put(t, INVALID_REQUEST, Scope.EIP, "InvalidParameter.Mismatch", "InvalidParams.NotFound");
    }

    private static void put(Map<String, Meaning> table, Kind kind, Scope scope, String... codes) {
        for (String code : codes) {
            table.put(code, new Meaning(kind, scope));
        }
    }
}
