package dev.podnetwork.fake.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the cloud's own words, before any backend gives it a meaning (spec: openapi-wire §4.3).
 *
 * @param httpStatus status of the answer
 * @param code the provider's code, for example {@code InvalidEniId.NotFound}
 * @param message the provider's words
 * @param retryAfter the time left that a throttled answer names, else null
 */
public record WireFault(
        int httpStatus,
        String code,
        String message,
        @Nullable Duration retryAfter) {

    /** A refusal that names no waiting time. */
    public static WireFault of(int httpStatus, String code, String message) {
        return new WireFault(httpStatus, code, message, null);
    }

    /** 404: the thing does not exist. */
    static WireFault notFound(String code, Object what) {
        return of(404, code, "The specified " + what + " does not exist.");
    }

    /** 400: a parameter is malformed or missing. */
    static WireFault invalid(String code, String message) {
        return of(400, code, message);
    }

    /** 403: a limit or a rule forbids it. */
    static WireFault forbidden(String code, String message) {
        return of(403, code, message);
    }

    /** 403: another operation on the same thing is under way. */
    static WireFault conflict(Object what) {
        return of(403, "Operation.Conflict", "Another operation on " + what + " is under way.");
    }
}
