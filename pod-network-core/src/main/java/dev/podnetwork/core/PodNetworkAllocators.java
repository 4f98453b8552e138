package dev.podnetwork.core;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.cloud.WorkSlots;
import dev.podnetwork.core.runtime.AllocationMachinery;
import dev.podnetwork.core.runtime.AllocatorShell;
import dev.podnetwork.core.runtime.Ports;
import dev.podnetwork.core.runtime.Settings;
import dev.podnetwork.core.runtime.SystemEnv;
import dev.podnetwork.spi.BindingPublisher;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.MetricsSink;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assembles allocators. */
public final class PodNetworkAllocators {
    private PodNetworkAllocators() {}

    /** An allocator of this cluster on this cloud; everything else has a default. */
    public static Builder builder(ClusterId cluster, CloudNetwork cloud, ClusterView view) {
        return new Builder(cluster, cloud, view);
    }

    /** The environment of a real process: its clocks, and so many daemon threads; 1 or 2 are enough. */
    public static Env systemEnv(int threads) {
        return new SystemEnv(threads);
    }

    /** Collects what an allocator is to be like. Not thread-safe. */
    public static final class Builder {
        private static final Logger LOG = LoggerFactory.getLogger(PodNetworkAllocators.class);

        private final ClusterId cluster;
        private final CloudNetwork cloud;
        private final ClusterView view;
        private @Nullable Env env;
        private @Nullable RecordStore<Allocation> store;
        private Leadership leadership = Leadership.always();
        private BindingPublisher publisher = BindingPublisher.none();
        private TraceSink trace = TraceSink.none();
        private MetricsSink metrics = MetricsSink.none();
        private DegradationSwitch degradation = new DegradationSwitch();
        private ApiLimits limits = ApiLimits.published();
        private int parallelPods = WorkSlots.MOST;
        private Duration callTimeout = Duration.ofSeconds(8);
        private Duration detection = Duration.ofMinutes(5);
        private Duration orphanGrace = Duration.ofMinutes(10);
        private Bounds bounds = Bounds.DEFAULT;
        private AllocationMachinery machine = AllocationMachine::step;

        private Builder(ClusterId cluster, CloudNetwork cloud, ClusterView view) {
            this.cluster = requireNonNull(cluster, "cluster");
            this.cloud = requireNonNull(cloud, "cloud");
            this.view = requireNonNull(view, "view");
        }

        /** Time, chance and threads; default: the machine's, with one thread. */
        public Builder env(Env environment) {
            env = requireNonNull(environment, "environment");
            return this;
        }

        /** Where records are durable; default: in memory, so they end with the process. */
        public Builder store(RecordStore<Allocation> records) {
            store = requireNonNull(records, "records");
            return this;
        }

        /** Until when this process may act; default: always. */
        public Builder leadership(Leadership until) {
            leadership = requireNonNull(until, "until");
            return this;
        }

        /** Who is told of bindings; default: nobody, the record is the binding. */
        public Builder publisher(BindingPublisher listener) {
            publisher = requireNonNull(listener, "listener");
            return this;
        }

        /** Who hears every step; default: nobody. */
        public Builder trace(TraceSink sink) {
            trace = requireNonNull(sink, "sink");
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

        /**
         * Calls per minute that differ from the published ones, by API name (config key {@code rateLimit}).
         *
         * @throws IllegalArgumentException on a number below 1
         */
        public Builder rateLimits(Map<String, Integer> perMinute) {
            perMinute.forEach((api, n) -> {
                if (n < 1) {
                    throw new IllegalArgumentException(
                            "rate limit of " + api + " is " + n + ": give at least 1 call per minute");
                }
            });
            Map<String, Integer> merged = new LinkedHashMap<>(limits.perMinute());
            merged.putAll(perMinute);
            limits = new ApiLimits(merged, limits.other());
            return this;
        }

        /**
         * How many pods are bound at the same time; more than 100 is clamped to 100 and reported
         * (spec: README decision 17).
         */
        public Builder parallelPods(int pods) {
            if (pods < 1) {
                throw new IllegalArgumentException(pods + " pods in parallel: give at least 1");
            }
            if (pods > WorkSlots.MOST) {
                LOG.warn(
                        "{} pods in parallel were asked for; the cloud permits {}, which is used",
                        pods,
                        WorkSlots.MOST);
            }
            parallelPods = Math.min(pods, WorkSlots.MOST);
            return this;
        }

        /** Lifts the cloud's limits and the cap on parallel work: for benchmarks of everything else. */
        public Builder withoutLimits() {
            limits = ApiLimits.lifted();
            parallelPods = Integer.MAX_VALUE;
            return this;
        }

        /** After which a call counts as unanswered; default 8 s. */
        public Builder callTimeout(Duration timeout) {
            callTimeout = timeout;
            return this;
        }

        /** How old the view of a describe can be; default 5 s. */
        public Builder lag(Duration lag) {
            bounds = new Bounds(lag.toNanos(), bounds.tokenLife(), bounds.reStep());
            return this;
        }

        /** Within which drift is noticed; default 5 minutes. */
        public Builder detection(Duration bound) {
            detection = bound;
            return this;
        }

        /** How old an unclaimed interface must be before it is released; default 10 minutes. */
        public Builder orphanGrace(Duration grace) {
            orphanGrace = grace;
            return this;
        }

        /** Another step function: for tests that plant a bug. */
        Builder machine(AllocationMachinery step) {
            machine = step;
            return this;
        }

        /** Assembles the allocator; it begins to work at once. */
        public PodNetworkAllocator build() {
            SystemEnv own = env == null ? new SystemEnv(1) : null;
            Env environment = own == null ? requireNonNull(env, "env") : own;
            RecordStore<Allocation> records = store != null ? store : new InMemoryRecordStore<>(environment);
            Ports ports = new Ports(environment, records, view, cloud, leadership, publisher, trace, metrics, machine);
            AllocatorShell shell = new AllocatorShell(
                    ports,
                    new Settings(cluster, bounds, limits, parallelPods, callTimeout, detection, orphanGrace),
                    own == null ? () -> {} : own::close);
            degradation.connect(shell::degrade);
            return view instanceof DeclaredPods pods ? new DeclaringAllocator(shell, pods) : shell;
        }
    }
}
