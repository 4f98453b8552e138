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
import dev.podnetwork.cluster.Program;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pods that are already scheduled, bound by the controllers on a real API server with the cloud's limits lifted, beside a
 * client that only writes, in the same run: swept over 1 to 64 connections, then as many pods as ours with the best. Bound: at
 * least 65 % of that client's best rate, and the last thousand within 10 % of the first.
 *
 * <p>Both start warm: each goes on without a pause after 2,000 pods that do not count, so that neither the compiler nor the first
 * lists and connections are what the first thousand measures. Pods are all scheduled before the controllers start, as after a restart.
 */
public final class BoundBenchmark {
    private static final int WARM_UP = 2_000;
    private static final int SWEEP_PODS = 400;
    private static final double SHARE = 0.65;
    private static final double STEADY = 0.9;
    private static final Program[] SERVERS = {Program.API_SERVER, Program.ETCD};

    private final ClusterStage stage;
    private final PrintStream out;

    private BoundBenchmark(ClusterStage stage, PrintStream out) {
        this.stage = stage;
        this.out = out;
    }

    /** Runs it; 0 when both bounds are kept. */
    public static int run(int pods, PrintStream out) {
        try (ClusterStage stage = new ClusterStage()) {
            return new BoundBenchmark(stage, out).compare(pods);
        } catch (IOException e) {
            out.println("the cluster cannot be reached: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int compare(int pods) throws IOException, InterruptedException {
        stage.addNodes(pods + WARM_UP);
        double best = rivals(pods);
        stage.addPods("pod-", 0, WARM_UP + pods);
        ApiMetrics writes = ApiMetrics.of(stage.cluster.api());
        Pace pace = bind(pods);
        out.println("  writes for " + (WARM_UP + pods) + " pods: "
                + ApiMetrics.of(stage.cluster.api()).since(writes).writes());
        out.printf(Locale.ROOT, "%.0f %% of the best write-only client%n", 100 * pace.rate() / best);
        boolean kept = pace.rate() >= SHARE * best && pace.last() >= STEADY * pace.first();
        out.println(kept ? "kept" : "NOT kept: 65 % and the last thousand within 10 % of the first");
        return kept ? 0 : 1;
    }

    private double rivals(int pods) throws InterruptedException {
        WriteOnlyRival rival = new WriteOnlyRival(stage.cluster.api(Identity.RIVAL), "bench");
        rival.write(records("warm-", WARM_UP), 8, 0);
        double best = 0;
        int with = 1;
        for (int connections = 1; connections <= 64; connections *= 2) {
            double rate = rival.write(records("rival-" + connections + "-", SWEEP_PODS), connections, 0)
                    .rate();
            out.printf(Locale.ROOT, "write-only client, %2d connections: %6.1f pods/s%n", connections, rate);
            if (rate > best) {
                best = rate;
                with = connections;
            }
        }
        ProcessorTime before = ProcessorTime.of(stage.cluster, SERVERS);
        Pace whole = rival.write(records("rival-", WARM_UP + pods), with, WARM_UP);
        out.println("write-only client, " + with + " connections, " + pods + " pods after " + WARM_UP + ": " + whole);
        out.println("  " + ProcessorTime.of(stage.cluster, SERVERS).since(before, WARM_UP + pods));
        out.println("  pods/s of each tenth: " + whole.tenths());
        stage.deleteRecords();
        return Math.max(best, whole.rate());
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

    private Pace bind(int pods) throws IOException, InterruptedException {
        KubernetesOptions options =
                KubernetesOptions.of(ClusterId.of("bench")).allocator(PodNetworkAllocators.Builder::withoutLimits);
        try (Controllers ours = new Controllers(stage.cluster, stage.cloud, FakeLatencies.ZERO, options)) {
            int part = Pace.part(pods);
            int[] marks = {0, part, pods - part, pods};
            List<ProcessorTime> at = new ArrayList<>();
            Pace pace = ours.bind(WARM_UP, pods, bound -> {
                while (at.size() < marks.length && bound >= marks[at.size()]) {
                    at.add(ProcessorTime.of(stage.cluster, SERVERS));
                }
            });
            out.println("controllers, " + pods + " pods after " + WARM_UP + ": " + pace);
            out.println("  " + at.get(3).since(at.get(0), pods));
            out.println("  pods/s of each tenth: " + pace.tenths());
            out.println("  the first " + part + ": " + at.get(1).since(at.get(0), part));
            out.println("  the last " + part + ":  " + at.get(3).since(at.get(2), part));
            return pace;
        }
    }
}
