package dev.podnetwork.api.cloud;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call did not do what was asked. Inside the library a failed call is this value, never an exception.
 *
 * @param kind what can be done about it; the core decides on this and nothing else
 * @param scope what is affected beyond this one call
 * @param retryAfter how long the cloud says to wait, null when it does not say
 * @param code the provider's own code, for people
 * @param known false when the code is not in the backend's table: surfaced, retried slowly, counted
 * @param message the provider's words; holds no secret
 */
public record CloudFault(
        Kind kind, Scope scope, @Nullable Duration retryAfter, String code, boolean known, String message) {

    /** What can be done about a fault. A short closed list: a backend maps every provider code to one of these. */
    public enum Kind {
        /** Too many calls; the same call later is fine. */
        THROTTLED,
        /** A count limit of the scope is reached: interfaces, members, quota. */
        QUOTA_EXCEEDED,
        /** The vSwitch has no address left. */
        ADDRESS_EXHAUSTED,
        /** The thing named by the scope does not exist. */
        NOT_FOUND,
        /** The thing is in a state, or under an operation, that does not permit the call now: read it, then decide. */
        CONFLICT,
        /** Not permitted. */
        FORBIDDEN,
        /** The request itself is wrong; the same request will never succeed. */
        INVALID_REQUEST,
        /** The client token was used for another request, or is burnt: describe by tag, then the next intent. */
        TOKEN_SPENT,
        /** The cloud did not take the request; nothing was applied. */
        UNAVAILABLE,
        /** The request may have been applied: the reply was lost. */
        OUTCOME_UNKNOWN
    }

    /** What a fault is about. */
    public enum Scope {
        /** The vSwitch of the request. */
        VSWITCH,
        /** The instance of the request. */
        INSTANCE,
        /** The interface of the request. */
        ENI,
        /** The EIP of the request. */
        EIP,
        /** A security group of the request. */
        SECURITY_GROUP,
        /** The whole account: limits, credentials, the service itself. */
        ACCOUNT
    }

    /** A fault with a known code and no retry hint. */
    public static CloudFault of(Kind kind, Scope scope, String code, String message) {
        return new CloudFault(kind, scope, null, code, true, message);
    }

    /** The reply to a call that may have been applied did not come in time. */
    public static CloudFault lostReply(String message) {
        return of(Kind.OUTCOME_UNKNOWN, Scope.ACCOUNT, "Timeout", message);
    }
}
