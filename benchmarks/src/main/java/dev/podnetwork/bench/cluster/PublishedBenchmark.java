package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.state.RateWindows;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Pods that are already scheduled, bound on a real API server under the published limits of the cloud, with its latencies. Bound:
 * 95 % of the rate that the tightest limit lets through, from the first tenth of the pods to the last.
 */
public final class PublishedBenchmark {
    private static final double SHARE = 0.95;

    private PublishedBenchmark() {}

    /** Runs it; 0 when the bound is kept. */
    public static int run(int pods, PrintStream out) {
        ApiLimits limits = ApiLimits.published();
        int tightest = Math.min(limits.of("CreateNetworkInterface"), limits.of("AttachNetworkInterface"));
        double roof = 0.9 * tightest / 60;
        try (ClusterStage stage = new ClusterStage()) {
            stage.cloud.setLimits(FakeLimits.published());
            stage.addNodes(pods);
            stage.addPods("pod-", 0, pods);
            KubernetesOptions options = KubernetesOptions.of(ClusterId.of("bench"));
            try (Controllers ours = new Controllers(stage.cluster, stage.cloud, FakeLatencies.REALISTIC, options)) {
                Pace pace = ours.bind(0, pods, bound -> {});
                long throttled = stage.cloud.inspect().calls().stream()
                        .mapToLong(RateWindows.Seen::throttled)
                        .sum();
                out.printf(
                        Locale.ROOT,
                        "%d pods: %.2f pods/s from the first tenth to the last, %.1f %% of the bucket rate of %.2f; throttled %d%n",
                        pods,
                        pace.steady(),
                        100 * pace.steady() / roof,
                        roof,
                        throttled);
                out.println("events written: " + ours.controllers.eventsWritten());
                boolean kept = pace.steady() >= SHARE * roof;
                out.println(kept ? "kept" : "NOT kept: 95 % of the bucket rate");
                return kept ? 0 : 1;
            }
        } catch (IOException e) {
            out.println("the cluster cannot be reached: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
