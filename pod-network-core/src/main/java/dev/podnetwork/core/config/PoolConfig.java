package dev.podnetwork.core.config;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.release.GoDuration;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code eni-config} says about the shared addresses of nodes. A value that cannot be read has its default, and is a
 * finding. Immutable (spec: node-ipam §1.2).
 *
 * @param sizes how many addresses are kept
 * @param enis how many interfaces there may be
 * @param reclaim when a pool that nobody touches shrinks; null when it does not
 * @param period the time between two looks at the pool, at least a second (scenario H53)
 * @param spread whether pods are spread over interfaces ({@code eni_selection_policy: least_ips})
 * @param prefixes whether pods are served from prefixes
 * @param rdma whether nodes keep an interface for RDMA pods
 */
public record PoolConfig(
        Sizes sizes,
        Enis enis,
        @Nullable Reclaim reclaim,
        Duration period,
        boolean spread,
        Prefixes prefixes,
        boolean rdma) {
    /** Two minutes between two looks. */
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(120);

    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);
    private static final double DEFAULT_JITTER = 0.1;

    /**
     * How many addresses are kept.
     *
     * @param min {@code min_pool_size}
     * @param max {@code max_pool_size}
     * @param minEni {@code min_eni}; takes the place of {@code min} when it is more than 0
     * @param warmUp {@code ip_warm_up_size}
     */
    public record Sizes(int min, int max, int minEni, int warmUp) {}

    /**
     * How many interfaces there may be.
     *
     * @param ratio {@code eni_cap_ratio}; 0 is taken as 1
     * @param shift {@code eni_cap_shift}
     * @param most {@code max_eni}; 0 for no such limit
     */
    public record Enis(double ratio, int shift, int most) {}

    /**
     * When a pool that nobody touches shrinks.
     *
     * @param after {@code idle_ip_reclaim_after}
     * @param interval {@code idle_ip_reclaim_interval}
     * @param batch {@code idle_ip_reclaim_batch_size}; 0 and less mean the default
     * @param jitter {@code idle_ip_reclaim_jitter_factor}
     */
    public record Reclaim(Duration after, Duration interval, int batch, double jitter) {}

    /**
     * Prefix mode.
     *
     * @param on {@code enable_ip_prefix}; on with a count of 0, too (scenario I13)
     * @param ipv4Count {@code ipv4_prefix_count}
     * @param ipv6Count {@code ipv6_prefix_count}, 0 or 1
     */
    public record Prefixes(boolean on, int ipv4Count, int ipv6Count) {}

    /** Refuses missing parts. */
    public PoolConfig {
        requireNonNull(sizes, "sizes");
        requireNonNull(enis, "enis");
        requireNonNull(period, "period");
        requireNonNull(prefixes, "prefixes");
    }

    /** Whether a node gets addresses before any pod asks for one. */
    public boolean isKeptReady() {
        boolean some = sizes.min() > 0 || sizes.minEni() > 0;
        return some && sizes.max() > 0 || sizes.warmUp() > 0 || prefixes.on() && prefixes.ipv4Count() > 0;
    }

    /** Reads a document that was parsed already, and says what of it cannot be used. */
    public static PoolConfig read(Map<?, ?> tree, Consumer<Finding> found) {
        return new Reader(tree, found).read();
    }

    private record Reader(Map<?, ?> tree, Consumer<Finding> found) {

        PoolConfig read() {
            return new PoolConfig(
                    new Sizes(
                            whole("min_pool_size"), whole("max_pool_size"), whole("min_eni"), whole("ip_warm_up_size")),
                    new Enis(number("eni_cap_ratio", 1), whole("eni_cap_shift"), whole("max_eni")),
                    reclaim(),
                    longer(duration("ip_pool_sync_period", DEFAULT_PERIOD)),
                    "least_ips".equals(text("eni_selection_policy")),
                    new Prefixes(
                            flag("enable_ip_prefix"),
                            whole("ipv4_prefix_count"),
                            Math.min(whole("ipv6_prefix_count"), 1)),
                    flag("enable_erdma"));
        }

        private static Duration longer(Duration period) {
            return period.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : period;
        }

        private @Nullable Reclaim reclaim() {
            Duration after = duration("idle_ip_reclaim_after", Duration.ZERO);
            if (after.isZero()) {
                return null;
            }
            return new Reclaim(
                    after,
                    duration("idle_ip_reclaim_interval", DEFAULT_INTERVAL),
                    whole("idle_ip_reclaim_batch_size"),
                    number("idle_ip_reclaim_jitter_factor", DEFAULT_JITTER));
        }

        private String text(String key) {
            Object value = tree.get(key);
            return value == null || value instanceof Map || value instanceof Iterable ? "" : String.valueOf(value);
        }

        private boolean flag(String key) {
            Object value = tree.get(key);
            return value != null && Boolean.TRUE.equals(ValueKind.asSwitch(value));
        }

        private double number(String key, double fallback) {
            Double value = text(key).isEmpty() ? null : ValueKind.number(text(key));
            return value == null || !Double.isFinite(value) ? fallback : value;
        }

        private int whole(String key) {
            return (int) number(key, 0);
        }

        private Duration duration(String key, Duration fallback) {
            if (text(key).isEmpty()) {
                return fallback;
            }
            return GoDuration.parse(text(key))
                    .filter(each -> !each.isNegative())
                    .orElseGet(() -> {
                        found.accept(Finding.warning(
                                key,
                                key + " is \"" + text(key) + "\" and taken as "
                                        + (fallback.isZero() ? "off" : GoDuration.format(fallback))
                                        + ": write a duration such as 90s or 10m"));
                        return fallback;
                    });
        }
    }
}
