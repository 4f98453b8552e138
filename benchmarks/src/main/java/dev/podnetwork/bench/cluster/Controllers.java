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

    /** Binds so many more pods than there are records, and says at which pace. */
    Pace bind(int pods, int already) throws InterruptedException {
        controllers.start();
        while (count(false) <= already) {
            Thread.sleep(1);
        }
        Pace pace = new Pace(pods, System.nanoTime());
        while (!pace.complete()) {
            Thread.sleep(20);
            pace.reached(count(true) - already, System.nanoTime());
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
