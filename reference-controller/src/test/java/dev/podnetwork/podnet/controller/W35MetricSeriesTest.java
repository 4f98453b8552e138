package dev.podnetwork.podnet.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.spi.MetricsSink;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** W35: histograms with a series for each node that are never deleted. Here the number of series does not grow with the cluster. */
class W35MetricSeriesTest {
    /** A day of a cluster of so many nodes. */
    private static void day(MetricsSink sink, int nodes) {
        for (int i = 0; i < nodes; i++) {
            sink.cloudCall("AttachNetworkInterface", null, 1_000_000L * i);
            sink.cloudCall("CreateNetworkInterface", CloudFault.Kind.THROTTLED, 1_000_000L * i);
            sink.throttled("AttachNetworkInterface", 1_000_000L);
            sink.commit("Committed");
        }
    }

    private static long series(String scrape) {
        return scrape.lines().filter(line -> !line.startsWith("#")).count();
    }

    private static void doNotGrow(Supplier<String> scrape, Runnable more) {
        long before = series(scrape.get());
        more.run();
        assertThat(series(scrape.get())).isEqualTo(before);
    }

    @Test
    void theNumberOfSeriesDoesNotGrowWithTheCluster_W35() {
        PrometheusMetrics metrics = new PrometheusMetrics();
        day(metrics, 10);
        doNotGrow(metrics::scrape, () -> day(metrics, 1000));
        assertThat(metrics.scrape()).contains("aliyun_openapi_latency_bucket").contains("rate_limiter_latency_count");
    }

    @Test
    void aSeriesForEachNodeIsCaught_W35() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MetricsSink weak = new MetricsSink() {
            private int node;

            @Override
            public void cloudCall(String api, CloudFault.Kind fault, long nanos) {
                DistributionSummary.builder("latency")
                        .tags("node", "node-" + node++)
                        .register(registry)
                        .record(nanos);
            }
        };
        day(weak, 10);
        assertThatThrownBy(() -> doNotGrow(registry::scrape, () -> day(weak, 1000)))
                .isInstanceOf(AssertionError.class);
    }
}
