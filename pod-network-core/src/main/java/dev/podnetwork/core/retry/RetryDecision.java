package dev.podnetwork.core.retry;

/** What {@link RetryPolicy} says about one failed call. */
public sealed interface RetryDecision {

    /**
     * Send the same call again, not before this delay.
     *
     * @param nanos the delay
     */
    record RetryAfter(long nanos) implements RetryDecision {}

    /**
     * Nobody knows what the cloud made of it: read first, not before this delay, then decide.
     *
     * @param nanos the delay
     */
    record DescribeFirst(long nanos) implements RetryDecision {}

    /**
     * The same call will not succeed: try other parameters, or say so and look again after this delay.
     *
     * @param nanos the delay
     */
    record GiveUp(long nanos) implements RetryDecision {}

    /** The delay, in nanoseconds. */
    long nanos();
}
