package dev.podnetwork.core;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.node.NodeFleet;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.runtime.SystemEnv;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.LeaseJournal;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the address pools of nodes: one in a node daemon, many in a controller, which then share the account's limits.
 * Thread-safe once built.
 */
public final class NodeIpams implements AutoCloseable {
    private final NodeFleet fleet;

    private NodeIpams(NodeFleet fleet) {
        this.fleet = fleet;
    }

    /** Begins with the cloud; everything else has a default. */
    public static Builder builder(CloudNetwork cloud) {
        return new Builder(cloud);
    }

    /**
     * Takes a node over. Waits for nothing: requests are served as soon as what the journal remembers was compared with
     * the cloud.
     *
     * @param spec what the node's pool is to be
     * @param journal where its leases are durable; the caller closes it, after this
     */
    public NodeIpam open(NodeSpec spec, LeaseJournal journal) {
        return fleet.open(requireNonNull(spec, "spec"), requireNonNull(journal, "journal"));
    }

    /** Closes every node. Idempotent. */
    @Override
    public void close() {
        fleet.close();
    }

    /** Collects what the pools are to be like. Not thread-safe. */
    public static final class Builder {
        private final CloudNetwork cloud;
        private @Nullable Env env;
        private MetricsSink metrics = MetricsSink.none();
        private DegradationSwitch degradation = new DegradationSwitch();
        private ApiLimits limits = ApiLimits.published();
        private Duration callTimeout = Duration.ofSeconds(8);

        private Builder(CloudNetwork cloud) {
            this.cloud = requireNonNull(cloud, "cloud");
        }

        /** Time, chance and threads; default: the machine's, with one thread. */
        public Builder env(Env environment) {
            env = requireNonNull(environment, "environment");
            return this;
        }

        /** Who counts; default: nobody. */
        public Builder metrics(MetricsSink sink) {
            metrics = requireNonNull(sink, "sink");
            return this;
        }

        /** The emergency switch; default: one that is off. */
        public Builder degradation(DegradationSwitch control) {
            degradation = requireNonNull(control, "control");
            return this;
        }

        /** Calls per minute that differ from the published ones, by API name. */
        public Builder rateLimits(Map<String, Integer> perMinute) {
            Map<String, Integer> merged = new LinkedHashMap<>(limits.perMinute());
            merged.putAll(perMinute);
            limits = new ApiLimits(merged, limits.other());
            return this;
        }

        /** Takes only its share of the limits: the daemons of that many nodes use the account together (design §4). */
        public Builder shareOf(int nodes) {
            Map<String, Integer> shares = new LinkedHashMap<>();
            limits.perMinute().forEach((api, n) -> shares.put(api, Math.max(n / nodes, 1)));
            limits = new ApiLimits(shares, Math.max(limits.other() / nodes, 1));
            return this;
        }

        /** After which a call counts as unanswered; default 8 s. */
        public Builder callTimeout(Duration timeout) {
            callTimeout = requireNonNull(timeout, "timeout");
            return this;
        }

        /** Nothing is open yet. */
        public NodeIpams build() {
            Env time = env == null ? new SystemEnv(1) : env;
            NodeFleet fleet = new NodeFleet(time, cloud, metrics, limits, callTimeout);
            degradation.connect(fleet::degrade);
            return new NodeIpams(fleet);
        }
    }
}
