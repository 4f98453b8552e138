package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.allocation.IpStack;
import org.jspecify.annotations.Nullable;

/**
 * The watermarks of a node's pool. Immutable (spec: node-ipam §1.2, §2.6, §2.10).
 *
 * @param stack the families of every address
 * @param minIdle addresses kept ready
 * @param maxIdle addresses kept at most, at least {@code minIdle}
 * @param warmUp addresses to get once in the node's life; 0 for none
 * @param order which interface is filled first
 * @param reclaim how a quiet pool shrinks below its maximum; null when it does not
 * @param prefixes how many prefixes; null without prefix mode
 */
public record PoolPolicy(
        IpStack stack,
        int minIdle,
        int maxIdle,
        int warmUp,
        Order order,
        @Nullable Reclaim reclaim,
        @Nullable Prefixes prefixes) {

    /** Which interface is filled first. */
    public enum Order {
        /** The one with most addresses: interfaces fill up, and empty out. */
        MOST_IPS,
        /** The one with fewest: pods spread over interfaces. */
        LEAST_IPS
    }

    /**
     * Gives back idle addresses of a pool that nothing touched for a while.
     *
     * @param afterNanos how long it must be untouched
     * @param intervalNanos between two steps
     * @param batch addresses given back per step
     * @param jitter by which part of the interval a step comes later at most
     */
    public record Reclaim(long afterNanos, long intervalNanos, int batch, double jitter) {
        /** Ten minutes, the documented default. */
        public static final long DEFAULT_INTERVAL = 600_000_000_000L;

        private static final int DEFAULT_BATCH = 5;
        private static final double DEFAULT_JITTER = 0.1;

        /** Takes the defaults for an interval or a batch of zero or less (weakness W23). */
        public Reclaim {
            intervalNanos = intervalNanos > 0 ? intervalNanos : DEFAULT_INTERVAL;
            batch = batch > 0 ? batch : DEFAULT_BATCH;
            jitter = Math.max(jitter, 0);
        }

        /** With the usual jitter, a tenth. */
        public Reclaim(long afterNanos, long intervalNanos, int batch) {
            this(afterNanos, intervalNanos, batch, DEFAULT_JITTER);
        }
    }

    /**
     * Prefix mode.
     *
     * @param ipv4Count prefixes of 16 addresses the node has at least
     * @param ipv6Count 0 or 1; with two families every interface that has an IPv4 prefix gets one whatever this says
     * @param followDemand whether pods that wait get further prefixes, and empty ones are given back
     */
    public record Prefixes(int ipv4Count, int ipv6Count, boolean followDemand) {
        /** Exactly so many, as the configuration says. */
        public static Prefixes fixed(int ipv4Count) {
            return new Prefixes(ipv4Count, 0, false);
        }

        /** At least so many, and as many as the pods need. */
        public static Prefixes atLeast(int ipv4Count) {
            return new Prefixes(ipv4Count, 0, true);
        }
    }

    /** Refuses a minimum above the maximum. */
    public PoolPolicy {
        requireNonNull(stack, "stack");
        requireNonNull(order, "order");
        if (minIdle < 0 || maxIdle < minIdle || warmUp < 0) {
            throw new IllegalArgumentException("pool of " + minIdle + " to " + maxIdle + " idle addresses, warm-up "
                    + warmUp + ": give 0 <= min <= max and 0 <= warm-up");
        }
    }

    /** IPv4 addresses between two watermarks. */
    public static PoolPolicy idle(int min, int max) {
        return new PoolPolicy(IpStack.IPV4, min, max, 0, Order.MOST_IPS, null, null);
    }

    /**
     * The watermarks that a configuration means on a node: both within its capacity, the minimum within the maximum, and a
     * number of interfaces in place of the minimum where one is given.
     *
     * @param minEni {@code min_eni}; 0 when it is not set
     */
    public static PoolPolicy configured(NodeShape shape, int minPool, int maxPool, int minEni) {
        int max = Math.min(Math.max(maxPool, 0), shape.capacity());
        int wanted = minEni > 0 ? minEni * shape.ipv4PerEni() : Math.max(minPool, 0);
        return idle(Math.min(wanted, max), max);
    }

    /** The same with both families, or one. */
    public PoolPolicy withStack(IpStack other) {
        return new PoolPolicy(other, minIdle, maxIdle, warmUp, order, reclaim, prefixes);
    }

    /** The same with a warm-up. */
    public PoolPolicy withWarmUp(int addresses) {
        return new PoolPolicy(stack, minIdle, maxIdle, addresses, order, reclaim, prefixes);
    }

    /** The same, filling interfaces in another order. */
    public PoolPolicy withOrder(Order other) {
        return new PoolPolicy(stack, minIdle, maxIdle, warmUp, other, reclaim, prefixes);
    }

    /** The same with idle reclaim. */
    public PoolPolicy withReclaim(Reclaim other) {
        return new PoolPolicy(stack, minIdle, maxIdle, warmUp, order, other, prefixes);
    }

    /** The same in prefix mode. */
    public PoolPolicy withPrefixes(Prefixes other) {
        return new PoolPolicy(stack, minIdle, maxIdle, warmUp, order, reclaim, other);
    }
}
