package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.core.vswitch.VSwitchQuery;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a plan is made from, read at one moment.
 *
 * @param enis the node's interfaces, in the order they came
 * @param demand who waits
 * @param warmUp how far the warm-up is
 * @param quiet since when nothing was leased, for idle reclaim; null when that is off
 * @param vSwitches which vSwitches new interfaces may use
 * @param readings what is known of vSwitches, also of those in use
 * @param fragmented vSwitches that have no free block for a prefix
 * @param permits what may be planned at all
 */
public record NodeReading(
        List<EniReading> enis,
        Demand demand,
        WarmUp warmUp,
        @Nullable Quiet quiet,
        VSwitchQuery vSwitches,
        Map<VSwitchId, VSwitchReading> readings,
        List<VSwitchId> fragmented,
        Permits permits) {

    /**
     * Pods that wait for an address and cannot be served from what the node has. A pod that may only take one certain
     * address is not among them: no call would bring it (terway#1030).
     *
     * @param pods on ordinary interfaces
     * @param rdmaPods on RDMA interfaces
     */
    public record Demand(int pods, int rdmaPods) {
        /** Nobody waits. */
        public static final Demand NONE = new Demand(0, 0);

        /** That many ordinary pods. */
        public static Demand of(int pods) {
            return new Demand(pods, 0);
        }
    }

    /**
     * Once in a node's life.
     *
     * @param done whether it is over
     * @param obtained addresses that the cloud gave since the node began, whether they are idle or not
     */
    public record WarmUp(boolean done, int obtained) {
        /** It is over, or there is none. */
        public static final WarmUp DONE = new WarmUp(true, 0);
    }

    /**
     * The clock of idle reclaim, nanoseconds of one clock.
     *
     * @param now when this was read
     * @param touchedAt when the pool last changed hands
     * @param nextAt when the next step is due, null before the first
     * @param jitter 0 to 1: how much longer than the interval the step after it waits
     */
    public record Quiet(long now, long touchedAt, @Nullable Long nextAt, double jitter) {}

    /**
     * What may be planned.
     *
     * @param grow whether more may be asked for
     * @param shrink whether anything may be given back
     */
    public record Permits(boolean grow, boolean shrink) {
        /** Both. */
        public static final Permits ALL = new Permits(true, true);
    }

    /** Copies the collections, keeping their order. */
    public NodeReading {
        requireNonNull(demand, "demand");
        requireNonNull(warmUp, "warmUp");
        requireNonNull(vSwitches, "vSwitches");
        requireNonNull(permits, "permits");
        enis = List.copyOf(enis);
        fragmented = List.copyOf(fragmented);
        readings = Collections.unmodifiableMap(new LinkedHashMap<>(readings));
    }

    /** How many addresses of pods are in this use. */
    int count(SlotReading.Use use) {
        int sum = 0;
        for (EniReading eni : enis) {
            if (eni.serves() && eni.kind() != EniReading.Kind.RDMA) {
                sum += eni.count(use);
            }
        }
        return sum;
    }
}
