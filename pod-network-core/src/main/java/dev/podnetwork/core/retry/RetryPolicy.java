package dev.podnetwork.core.retry;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.core.retry.RetryDecision.DescribeFirst;
import dev.podnetwork.core.retry.RetryDecision.GiveUp;
import dev.podnetwork.core.retry.RetryDecision.RetryAfter;

/**
 * Fault × attempt → what to do. Delays grow by half at each attempt, are capped, and get up to 30 % more at random so that
 * many pods do not come back at once. What the cloud itself says about the delay counts when it is longer.
 *
 * <pre>
 *   THROTTLED        again, from 1 s, at most 30 s
 *   UNAVAILABLE      again, from 1 s, at most 30 s: nothing was applied
 *   OUTCOME_UNKNOWN  read first, from 1 s, at most 30 s (a create may be sent again with its token instead)
 *   CONFLICT         read first, from 1 s, at most 30 s
 *   TOKEN_SPENT      read first, at once
 *   NOT_FOUND        read first, from 1 s, at most 30 s
 *   ADDRESS_EXHAUSTED give up: another vSwitch, else after 5 s, at most 60 s
 *   QUOTA_EXCEEDED   give up: after 10 s, at most 60 s
 *   FORBIDDEN        give up: after 5 minutes
 *   INVALID_REQUEST  give up: after 5 minutes (spec: README decision 11)
 * </pre>
 */
public final class RetryPolicy {
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_STEPS = 16;

    private RetryPolicy() {}

    /**
     * Decides.
     *
     * @param fault what failed
     * @param attempt how many times it failed in a row, from 1
     * @param random any bits; the same bits give the same delay
     */
    public static RetryDecision decide(CloudFault fault, int attempt, long random) {
        long hint = fault.retryAfter() == null ? 0 : fault.retryAfter().toNanos();
        return switch (fault.kind()) {
            case THROTTLED, UNAVAILABLE ->
                new RetryAfter(jitter(Math.max(hint, grow(SECOND, attempt, 30 * SECOND)), random));
            case OUTCOME_UNKNOWN, CONFLICT, NOT_FOUND ->
                new DescribeFirst(jitter(Math.max(hint, grow(SECOND, attempt, 30 * SECOND)), random));
            case TOKEN_SPENT -> new DescribeFirst(0);
            case ADDRESS_EXHAUSTED -> new GiveUp(jitter(grow(5 * SECOND, attempt, 60 * SECOND), random));
            case QUOTA_EXCEEDED -> new GiveUp(jitter(Math.max(hint, grow(10 * SECOND, attempt, 60 * SECOND)), random));
            case FORBIDDEN, INVALID_REQUEST -> new GiveUp(jitter(300 * SECOND, random));
        };
    }

    private static long grow(long first, int attempt, long cap) {
        double delay = first * Math.pow(1.5, Math.min(Math.max(attempt, 1) - 1, MAX_STEPS));
        return Math.min((long) delay, cap);
    }

    private static long jitter(long nanos, long random) {
        double share = (random >>> 11) * 0x1.0p-53;
        return nanos + (long) (nanos * 0.3 * share);
    }
}
