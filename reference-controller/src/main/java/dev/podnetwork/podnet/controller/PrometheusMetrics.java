package dev.podnetwork.podnet.controller;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.k8s.controller.KubernetesControllers;
import dev.podnetwork.k8s.controller.VirtualNodeSignal;
import dev.podnetwork.spi.MetricsSink;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts for Prometheus. The names of the existing control plane stay where they mean the same (spec: control-plane §10.1). No
 * series is named after a pod or a node, so their number does not grow with the cluster and none has to be deleted
 * (weakness W35). Thread-safe.
 */
final class PrometheusMetrics implements MetricsSink {
    private static final double[] MILLIS = {1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000};
    private static final double NANOS = 1_000_000.0;

    private volatile Runnable beforeScrape = () -> {};
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    public void cloudCall(String api, CloudFault.@Nullable Kind fault, long nanos) {
        DistributionSummary.builder("aliyun_openapi_latency")
                .description("Milliseconds from sending a cloud call to its reply")
                .tags("api", api, "error", fault == null ? "" : fault.name())
                .serviceLevelObjectives(MILLIS)
                .register(registry)
                .record(nanos / NANOS);
    }

    @Override
    public void throttled(String api, long nanos) {
        DistributionSummary.builder("rate_limiter_latency")
                .description("Milliseconds that a cloud call waited for the limiter")
                .tags("api", api)
                .serviceLevelObjectives(MILLIS)
                .register(registry)
                .record(nanos / NANOS);
    }

    @Override
    public void commit(String outcome) {
        registry.counter("podnetwork_commits", "outcome", outcome.toLowerCase(Locale.ROOT))
                .increment();
    }

    /** What the controllers know of themselves. */
    void follow(KubernetesControllers controllers) {
        for (AllocationPhase phase : AllocationPhase.values()) {
            Gauge.builder(
                            "podnetwork_records",
                            controllers,
                            each -> each.allocator().snapshot().records().getOrDefault(phase, 0))
                    .description("Records in each phase")
                    .tags("phase", phase.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge("podnetwork_waiting_pods", "Pods that wait for something", controllers, AllocatorSnapshot::waiting);
        gauge("podnetwork_rejected_pods", "Pods that never can have it", controllers, AllocatorSnapshot::rejected);
        gauge("podnetwork_calls_in_flight", "Unanswered cloud calls", controllers, AllocatorSnapshot::callsInFlight);
        gauge(
                "podnetwork_calls_queued",
                "Cloud calls held by the limiter",
                controllers,
                AllocatorSnapshot::callsQueued);
        gauge("podnetwork_calls_parked", "Cloud calls held by degradation", controllers, AllocatorSnapshot::parked);
        Gauge.builder("podnetwork_leader", controllers, each -> each.leads() ? 1 : 0)
                .description("1 when this process leads")
                .register(registry);
        FunctionCounter.builder("podnetwork_events", controllers, KubernetesControllers::eventsWritten)
                .description("Events written")
                .register(registry);
        FunctionCounter.builder("podnetwork_events_dropped", controllers, KubernetesControllers::eventsDropped)
                .description("Events that could not be written")
                .register(registry);
    }

    private void gauge(
            String name, String meaning, KubernetesControllers controllers, ToDoubleFunction<AllocatorSnapshot> value) {
        Gauge.builder(
                        name,
                        controllers,
                        each -> value.applyAsDouble(each.allocator().snapshot()))
                .description(meaning)
                .register(registry);
    }

    /** Where virtual nodes are missing. */
    void follow(VirtualNodeSignal signal) {
        MultiGauge gauge = MultiGauge.builder("podnetwork_virtual_nodes_needed")
                .description("Pods admitted that no virtual node could take, by the zones of which one is enough")
                .register(registry);
        beforeScrape = () -> {
            List<MultiGauge.Row<?>> rows = new ArrayList<>();
            signal.needed().forEach((zones, pods) -> rows.add(MultiGauge.Row.of(Tags.of("zones", words(zones)), pods)));
            gauge.register(rows, true);
        };
    }

    private static String words(List<ZoneId> zones) {
        return zones.isEmpty() ? "any" : zones.stream().map(ZoneId::value).collect(Collectors.joining(","));
    }

    /** One controller's parallel work, as the existing control plane shows it. */
    void config(String controller, int mostConcurrent) {
        Gauge.builder("terway_controlplane_config_info", () -> 1)
                .description("Controllers and their parallel work")
                .tags("controller", controller, "max_concurrent", String.valueOf(mostConcurrent))
                .register(registry);
    }

    String scrape() {
        beforeScrape.run();
        return registry.scrape();
    }
}
