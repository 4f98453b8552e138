package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.cluster.ApiMetrics;
import dev.podnetwork.cluster.Identity;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesControllers;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pods that are already scheduled, bound by the controllers on a real API server with the cloud's limits lifted, beside a
 * client that only writes, in the same run. Bound: at least 65 % of that client's best rate, and the last fifth within 10 % of
 * the first.
 */
public final class BoundBenchmark {
    private static final int RIVALS_PODS = 400;
    private static final double SHARE = 0.65;
    private static final double STEADY = 0.9;

    private BoundBenchmark() {}

    /** Runs it; 0 when both bounds are kept. */
    public static int run(int pods, PrintStream out) {
        try (ClusterStage stage = new ClusterStage()) {
            stage.addNodes(pods);
            double best = rivals(stage, out);
            stage.addPods("pod-", 0, pods);
            return bind(stage, pods, best, out);
        } catch (IOException e) {
            out.println("the cluster cannot be reached: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static double rivals(ClusterStage stage, PrintStream out) throws InterruptedException {
        WriteOnlyRival rival = new WriteOnlyRival(stage.cluster.api(Identity.RIVAL), "bench");
        rival.rate(records("warm-", 200), 8);
        double best = 0;
        for (int connections = 1; connections <= 64; connections *= 2) {
            double rate = rival.rate(records("rival-" + connections + "-", RIVALS_PODS), connections);
            out.printf(Locale.ROOT, "write-only client, %2d connections: %6.1f pods/s%n", connections, rate);
            best = Math.max(best, rate);
        }
        String all = "/apis/network.alibabacloud.com/v1beta1/namespaces/bench/podenis";
        while (!stage.cluster.api().list(all + "?limit=1").isEmpty()) {
            stage.cluster.api().send("DELETE", all, null, "application/json");
        }
        return best;
    }

    private static List<Allocation> records(String prefix, int count) {
        var spec = InterfaceRequest.elastic(List.of(VSwitchId.of("vsw-1")), List.of(SecurityGroupId.of("sg-1")))
                .spec();
        List<Allocation> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            AllocatedEni eni = new AllocatedEni(
                    EniId.of("eni-" + prefix + i),
                    "00:16:3e:00:00:01",
                    VpcId.of("vpc-1"),
                    ZoneId.of("cn-hangzhou-a"),
                    "10.0.0.7",
                    "10.0.0.0/24",
                    null,
                    null);
            all.add(new Allocation(
                    PodRef.of("bench", prefix + i),
                    PodUid.of("7c0e6f52-0000-4000-8000-" + i),
                    NodeRef.of("node-1"),
                    ZoneId.of("cn-hangzhou-a"),
                    InstanceId.of("i-1"),
                    EniId.of("eni-trunk"),
                    AllocationPhase.BOUND,
                    false,
                    false,
                    Instant.parse("2026-01-01T00:00:00Z"),
                    List.of(new InterfaceAllocation(
                            spec, VSwitchId.of("vsw-1"), 1, eni, new Attached(AttachMode.TRUNK_MEMBER, 7, null)))));
        }
        return all;
    }

    private static int bind(ClusterStage stage, int pods, double best, PrintStream out)
            throws IOException, InterruptedException {
        Env env = PodNetworkAllocators.systemEnv(2);
        ApiMetrics before = ApiMetrics.of(stage.cluster.api());
        long[] reached = new long[6];
        try (KubeApi api = KubeApi.open(KubeAccess.byFile(stage.cluster.kubeconfig()), env)) {
            KubernetesOptions options =
                    KubernetesOptions.of(ClusterId.of("bench")).allocator(PodNetworkAllocators.Builder::withoutLimits);
            var cloud = new FakeCloudNetwork(stage.cloud, env, FaultPlan.none(), FakeLatencies.ZERO);
            try (KubernetesControllers controllers = new KubernetesControllers(api, env, cloud, options)) {
                controllers.start();
                while (reached[5] == 0) {
                    Thread.sleep(5);
                    var counts = controllers.allocator().snapshot().records();
                    int any =
                            counts.values().stream().mapToInt(Integer::intValue).sum();
                    int bound = counts.getOrDefault(AllocationPhase.BOUND, 0);
                    mark(reached, any > 0 ? 0 : -1, bound * 5 / pods);
                }
            }
        }
        return report(reached, pods, best, ApiMetrics.of(stage.cluster.api()).since(before), out);
    }

    private static void mark(long[] reached, int begun, int fifths) {
        for (int i = 0; i <= (begun < 0 ? -1 : fifths); i++) {
            if (reached[i] == 0) {
                reached[i] = System.nanoTime();
            }
        }
    }

    private static int report(long[] reached, int pods, double best, @Nullable ApiMetrics writes, PrintStream out) {
        double rate = pods * 1e9 / (reached[5] - reached[0]);
        double first = pods / 5.0 * 1e9 / (reached[1] - reached[0]);
        double last = pods / 5.0 * 1e9 / (reached[5] - reached[4]);
        out.printf(
                Locale.ROOT,
                "controllers: %.1f pods/s, %.0f %% of the best write-only client; first fifth %.1f, last fifth %.1f%n",
                rate,
                100 * rate / best,
                first,
                last);
        out.println("writes: " + (writes == null ? "" : writes.writes()));
        boolean kept = rate >= SHARE * best && last >= STEADY * first;
        out.println(kept ? "kept" : "NOT kept: 65 % and the last fifth within 10 % of the first");
        return kept ? 0 : 1;
    }
}
