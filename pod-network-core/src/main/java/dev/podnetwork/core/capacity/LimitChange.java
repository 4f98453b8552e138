package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

/**
 * One limit with another value. Immutable.
 *
 * @param limit its name in {@code DescribeInstanceTypes}
 * @param from its value
 * @param to the value that would change a verdict; switches are 0 and 1
 */
public record LimitChange(String limit, int from, int to) {
    /** Refuses a missing name. */
    public LimitChange {
        requireNonNull(limit, "limit");
    }

    /** For people. */
    @Override
    public String toString() {
        return limit + " " + from + " -> " + to;
    }
}
