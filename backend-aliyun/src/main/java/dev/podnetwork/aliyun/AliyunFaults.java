package dev.podnetwork.aliyun;

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
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Provider code to kind and scope: the one table (spec: openapi-wire §4.3; decision 11). */
public final class AliyunFaults {
    /** Code of a fault that was ours to find: no answer, or none that can be read. */
    static final String NO_ANSWER = "NoAnswer";

    private static final Map<String, Meaning> EXACT = exact();
    private static final Map<String, Meaning> PREFIX = prefixes();

    private AliyunFaults() {}

    private record Meaning(Kind kind, Scope scope) {}

    /**
     * The fault of an error answer. An unknown 4xx is a wrong request, an unknown 5xx was not taken; both say that they are
     * unknown.
     *
     * @param retryAfter what the answer says, null when it does not
     */
    public static CloudFault of(int status, String code, String message, @Nullable Duration retryAfter) {
        Meaning meaning = EXACT.get(code);
        for (Map.Entry<String, Meaning> prefix : PREFIX.entrySet()) {
            if (meaning == null && code.startsWith(prefix.getKey())) {
                meaning = prefix.getValue();
            }
        }
        boolean known = meaning != null;
        if (meaning == null) {
            meaning = new Meaning(unknown(status), Scope.ACCOUNT);
        }
        return new CloudFault(meaning.kind(), meaning.scope(), retryAfter, code, known, withoutSecret(message));
    }

    private static Kind unknown(int status) {
        if (status == 429) {
            return THROTTLED;
        }
        if (status == 401) {
            return FORBIDDEN;
        }
        return status >= 500 ? UNAVAILABLE : INVALID_REQUEST;
    }

    /** A refused signature is answered with the signed text, and the older dialect signs the token. */
    private static String withoutSecret(String message) {
        int at = message.indexOf("string to sign is");
        return at < 0 ? message : message.substring(0, at) + "string to sign is not repeated here";
    }

    private static Map<String, Meaning> prefixes() {
        Map<String, Meaning> t = new TreeMap<>();
        put(t, THROTTLED, Scope.ACCOUNT, "Throttling");
        put(t, CONFLICT, Scope.ENI, "IncorrectStatus");
        put(t, FORBIDDEN, Scope.ACCOUNT, "Forbidden", "Forbbiden", "Forbedden");
        put(t, FORBIDDEN, Scope.ACCOUNT, "InvalidAccessKeyId", "InvalidSecurityToken", "MissingSecurityToken");
        put(t, FORBIDDEN, Scope.ACCOUNT, "SignatureDoesNotMatch", "IncompleteSignature", "InvalidTimeStamp");
        put(t, QUOTA_EXCEEDED, Scope.ACCOUNT, "InsufficientBalance");
        put(t, INVALID_REQUEST, Scope.ACCOUNT, "MissingParameter", "InvalidParameter");
        return t;
    }

    private static Map<String, Meaning> exact() {
        Map<String, Meaning> t = new TreeMap<>();
        put(t, THROTTLED, Scope.ACCOUNT, "Rejected.Throttling", "InternalDependencyError.RequestLimitExceeded");
        put(t, UNAVAILABLE, Scope.ACCOUNT, "ServiceUnavailable", "InternalError", "SystemBusy", "UnknownError");
        busy(t);
        capacity(t);
        gone(t);
        eips(t);
        put(t, NOT_FOUND, Scope.ENI, "1011");
        put(t, NOT_FOUND, Scope.INSTANCE, "1003", "RESOURCE_NOT_FOUND", "InvalidNodeId.NotFound");
        put(t, QUOTA_EXCEEDED, Scope.INSTANCE, "1013");
        put(t, CONFLICT, Scope.ENI, "1017");
        put(
                t,
                TOKEN_SPENT,
                Scope.ACCOUNT,
                "IdempotentParameterMismatch",
                "IdempotenceParamNotMatch",
                "IdempotentFailed");
        put(t, FORBIDDEN, Scope.ACCOUNT, "NoPermission");
        wrong(t);
        return t;
    }

    private static void busy(Map<String, Meaning> t) {
        put(
                t,
                CONFLICT,
                Scope.ENI,
                "OperationConflict",
                "Operation.Conflict",
                "InvalidOperation.Conflict",
                "TaskConflict");
        put(t, CONFLICT, Scope.ENI, "LastTokenProcessing", "OperationFailed.LastTokenProcessing");
        put(t, CONFLICT, Scope.ENI, "OperationFailed.IdempotentTokenProcessing", "InvalidStatus.EniStatusNotSupport");
        put(t, CONFLICT, Scope.ENI, "InvalidOperation.InvalidEniState", "InvalidOperation.InvalidEniType");
        put(t, CONFLICT, Scope.ENI, "InvalidOperation.HasMemberEniAttached", "InvalidOperation.EniLinked");
        put(t, CONFLICT, Scope.INSTANCE, "InvalidOperation.InvalidEcsState", "InvalidStatus.EcsStatusNotSupport");
        put(t, CONFLICT, Scope.INSTANCE, "IncorrectInstanceStatus");
        put(t, CONFLICT, Scope.VSWITCH, "IncorrectVSwitchStatus");
    }

    private static void capacity(Map<String, Meaning> t) {
        put(t, ADDRESS_EXHAUSTED, Scope.VSWITCH, "InvalidVSwitchId.IpNotEnough", "QuotaExceeded.PrivateIpAddress");
        put(t, QUOTA_EXCEEDED, Scope.INSTANCE, "EniPerInstanceLimitExceeded", "InvalidOperation.Ipv4CountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.INSTANCE, "InvalidOperation.Ipv6CountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.ENI, "MaxEniPrivateIpsCountExceeded", "MaxEniIpv6IpsCountExceeded");
        put(t, QUOTA_EXCEEDED, Scope.ACCOUNT, "MaxEniCountExceeded", "QuotaExceeded.Eip", "ReserveIpFail");
        put(t, QUOTA_EXCEEDED, Scope.SECURITY_GROUP, "SecurityGroupInstanceLimitExceed");
    }

    private static void gone(Map<String, Meaning> t) {
        put(t, NOT_FOUND, Scope.ENI, "InvalidEniId.NotFound", "InvalidResourceId.NotFound");
        put(t, NOT_FOUND, Scope.ENI, "InvalidIp.IpUnassigned");
        put(t, NOT_FOUND, Scope.INSTANCE, "InvalidEcsId.NotFound", "InvalidInstanceId.NotFound");
        put(t, NOT_FOUND, Scope.VSWITCH, "InvalidVSwitchId.NotFound");
        put(t, NOT_FOUND, Scope.SECURITY_GROUP, "InvalidSecurityGroupId.NotFound");
        put(t, NOT_FOUND, Scope.ACCOUNT, "InvalidResourceGroup.NotFound");
    }

    private static void eips(Map<String, Meaning> t) {
        put(t, CONFLICT, Scope.EIP, "IncorrectEipStatus", "InvalidBindingStatus", "EipOperation.TooFrequently");
        put(t, CONFLICT, Scope.EIP, "FrequentPurchase.EIP", "VPC_TASK_CONFLICT", "IncorrectStatus.Eip");
        put(t, CONFLICT, Scope.EIP, "BandwidthPackageOperation.conflict", "InvalidAssociation.Duplicated");
        put(t, CONFLICT, Scope.EIP, "BIND_INSTANCE_HAVE_PORTMAP_OR_BIND_EIP");
        put(t, NOT_FOUND, Scope.EIP, "InvalidAllocationId.NotFound", "OperationUnsupported.IpNotInCbwp");
        put(t, NOT_FOUND, Scope.EIP, "InvalidBandwidthPackageId.NotFound");
        put(t, NOT_FOUND, Scope.ENI, "InvalidInstanId.NotFound");
        put(t, INVALID_REQUEST, Scope.EIP, "InvalidParameter.Mismatch", "InvalidParams.NotFound");
        put(t, CONFLICT, Scope.EIP, "InvalidStatus.NotAllow", "InvalidStatus.InstanceHasBandWidth");
        put(t, INVALID_REQUEST, Scope.EIP, "InvalidInstanceType.ValueNotSupported", "Forbidden.ChargeTypeIsPrepaid");
    }

    private static void wrong(Map<String, Meaning> t) {
        put(t, INVALID_REQUEST, Scope.SECURITY_GROUP, "InvalidSecurityGroupId.NotVpc", "JoinedGroupLimitExceed");
        put(
                t,
                INVALID_REQUEST,
                Scope.INSTANCE,
                "InvalidOperation.AvailabilityZoneMismatch",
                "InvalidOperation.VpcMismatch");
        put(t, INVALID_REQUEST, Scope.INSTANCE, "InvalidOperation.Ipv6NotSupport");
        put(t, INVALID_REQUEST, Scope.VSWITCH, "InvalidVSwitch.Ipv6NotTurnOn", "InvalidVSwitchId.IpInvalid");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidOperation.DetachPrimaryEniNotAllowed", "QuotaExceed.Tags");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidTagKey.Malformed", "InvalidTagValue.Malformed", "Duplicate.TagKey");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidOperation.EniServiceManaged");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidIp.IpAssigned", "InvalidIp.IpRepeated");
        put(t, INVALID_REQUEST, Scope.ENI, "InvalidPrivateIpAddress.Duplicated", "InvalidParameter.Conflict");
        put(t, INVALID_REQUEST, Scope.VSWITCH, "InvalidIp.Address");
        put(t, INVALID_REQUEST, Scope.ACCOUNT, "UnsupportedParameter", "InvalidAction.NotFound", "SignatureNonceUsed");
    }

    private static void put(Map<String, Meaning> table, Kind kind, Scope scope, String... codes) {
        for (String code : codes) {
            table.put(code, new Meaning(kind, scope));
        }
    }
}
