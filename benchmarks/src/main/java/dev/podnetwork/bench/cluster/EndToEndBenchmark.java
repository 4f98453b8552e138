package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.cluster.ApiMetrics;
import dev.podnetwork.cluster.Await;
import dev.podnetwork.cluster.ControlPlaneOptions;
import dev.podnetwork.cluster.LocalControlPlane;
import dev.podnetwork.cluster.Program;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * A StatefulSet from apply to Ready through everything: controller manager, our webhooks called by the API server, scheduler, our
 * controllers, node agent, fake kubelets; beside one whose pods need no interface, in the same run, both with {@code Parallel} and the
 * cloud's limits lifted. Bound: 2.5 times the time of the plain one. Both start warm, after a set of 200 of each kind.
 */
public final class EndToEndBenchmark {
    private static final double MOST = 2.5;
    private static final int WARM_UP = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Program[] PROGRAMS = {
        Program.API_SERVER, Program.ETCD, Program.CONTROLLER_MANAGER, Program.SCHEDULER, Program.KWOK
    };
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: bench}
            spec:
              allocationType: {type: Elastic}
              selector: {podSelector: {matchLabels: {kind: eni}}}
              securityGroupIDs: [sg-1]
              vSwitchOptions: [vsw-1]
            """;

    private final LocalControlPlane cluster;
    private final PrintStream out;

    private EndToEndBenchmark(LocalControlPlane cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** Runs it; 0 when the bound is kept. */
    public static int run(int pods, PrintStream out) {
        KubernetesOptions options = KubernetesOptions.of(ClusterId.of("bench"))
                .nodes(true)
                .allocator(PodNetworkAllocators.Builder::withoutLimits);
        try (ClusterStage stage = new ClusterStage(ControlPlaneOptions.WHOLE);
                Controllers ours = new Controllers(stage.cluster, stage.cloud, FakeLatencies.ZERO, options)) {
            stage.addNodes(10 * pods);
            ours.controllers.start();
            Await.until("the cluster to be listed", PATIENCE, ours.controllers::ready);
            Webhooks webhooks = new Webhooks(stage.cluster, ours);
            try (webhooks) {
                return new EndToEndBenchmark(stage.cluster, out).compare(pods);
            }
        } catch (IOException e) {
            out.println("the cluster cannot be reached: " + e.getMessage());
            return 1;
        }
    }

    private int compare(int pods) {
        cluster.kubectl().apply(POLICY);
        Await.until(
                "the policy to be Ready",
                PATIENCE,
                () -> cluster.api()
                        .get("/apis/network.alibabacloud.com/v1beta1/podnetworkings/bench")
                        .fields("status")
                        .text("status")
                        .orElse("")
                        .equals("Ready"));
        for (String kind : new String[] {"plain", "eni"}) {
            rollOut(kind, WARM_UP);
            remove(kind);
        }
        double plain = measured("plain", pods);
        double eni = measured("eni", pods);
        out.printf(Locale.ROOT, "an interface each takes %.2f times as long%n", eni / plain);
        boolean kept = eni <= MOST * plain;
        out.println(kept ? "kept" : "NOT kept: 2.5 times");
        return kept ? 0 : 1;
    }

    private double measured(String kind, int pods) {
        ProcessorTime before = ProcessorTime.of(cluster, PROGRAMS);
        ApiMetrics writes = ApiMetrics.of(cluster.api());
        double seconds = rollOut(kind, pods);
        ProcessorTime after = ProcessorTime.of(cluster, PROGRAMS);
        ApiMetrics written = ApiMetrics.of(cluster.api());
        remove(kind);
        out.printf(Locale.ROOT, "%5s: %d Ready after %.1f s, %.1f pods/s%n", kind, pods, seconds, pods / seconds);
        out.println("  " + after.since(before, pods));
        out.println("  writes: " + written.since(writes).writes());
        return seconds;
    }

    /** Until all are Ready. */
    private double rollOut(String kind, int pods) {
        String set = workload(kind, pods);
        long began = System.nanoTime();
        cluster.kubectl().apply(set);
        Await.until(pods + " " + kind + " pods to be Ready", PATIENCE, () -> ready(kind) == pods);
        return (System.nanoTime() - began) / 1e9;
    }

    private void remove(String kind) {
        cluster.kubectl().run("delete", "statefulset", kind, "-n", "bench", "--wait=false");
        for (String path : new String[] {
            "/api/v1/namespaces/bench/pods?limit=1",
            "/apis/network.alibabacloud.com/v1beta1/namespaces/bench/podenis?limit=1"
        }) {
            Await.until("nothing left of " + path, PATIENCE, () -> {
                Await.pause(Duration.ofSeconds(1));
                return cluster.api().list(path).isEmpty();
            });
        }
    }

    /** As the set says: asking for all pods would cost the API server more than they do. */
    private int ready(String kind) {
        return cluster.api()
                .get("/apis/apps/v1/namespaces/bench/statefulsets/" + kind)
                .fields("status")
                .whole("readyReplicas")
                .orElse(0L)
                .intValue();
    }

    private static String workload(String kind, int pods) {
        return """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %1$s, namespace: bench}
                spec:
                  replicas: %2$d
                  serviceName: %1$s
                  podManagementPolicy: Parallel
                  selector: {matchLabels: {kind: %1$s}}
                  template:
                    metadata: {labels: {kind: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 0
                      automountServiceAccountToken: false
                      containers: [{name: c, image: registry.invalid/c:1}]
                """.formatted(kind, pods);
    }
}
