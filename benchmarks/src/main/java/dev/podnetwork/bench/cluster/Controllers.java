package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.cluster.LocalControlPlane;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesControllers;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntConsumer;

/** The controllers in this process, on a real API server and a fake cloud. */
final class Controllers implements AutoCloseable {
    final Env env = PodNetworkAllocators.systemEnv(2);
    final KubeApi api;
    final KubernetesControllers controllers;

    Controllers(LocalControlPlane cluster, FakeCloud cloud, FakeLatencies latencies, KubernetesOptions options)
            throws IOException {
        api = KubeApi.open(KubeAccess.byFile(cluster.kubeconfig()), env);
        controllers = new KubernetesControllers(
                api, env, new FakeCloudNetwork(cloud, env, FaultPlan.none(), latencies), options);
    }

    /**
     * Binds pods that are scheduled and have no record yet, and says at which pace.
     *
     * @param warmUp how many are bound before the clock starts
     * @param pods how many count
     * @param reached hears every 20 ms how many of those that count are bound; below 0 while it warms up
     */
    Pace bind(int warmUp, int pods, IntConsumer reached) throws InterruptedException {
        controllers.start();
        while (count(false) == 0) {
            Thread.sleep(1);
        }
        Pace pace = new Pace(warmUp, pods, System.nanoTime());
        while (!pace.complete()) {
            Thread.sleep(20);
            int bound = count(true);
            pace.reached(bound, System.nanoTime());
            reached.accept(bound - warmUp);
        }
        return pace;
    }

    private int count(boolean onlyBound) {
        return controllers.allocator().snapshot().records().entrySet().stream()
                .filter(each -> !onlyBound || each.getKey() == AllocationPhase.BOUND)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        controllers.close();
        api.close();
    }
}
