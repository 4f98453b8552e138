package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesControllers;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The heap that the controllers need for so many bound pods, after they read them all. Bound: 400 MB at 100,000 pods; run it
 * with a larger heap than that.
 */
public final class HeapBenchmark {
    private static final long BOUND_BYTES = 400_000_000L;

    private HeapBenchmark() {}

    /** Runs it; 0 when the bound is kept. */
    public static int run(int pods, PrintStream out) {
        Env env = PodNetworkAllocators.systemEnv(2);
        try (ListServer server = new ListServer(pods);
                KubeApi api = KubeApi.open(KubeAccess.byFile(server.kubeconfig()), env);
                KubernetesControllers controllers = new KubernetesControllers(
                        api,
                        env,
                        op -> CompletableFuture.completedFuture(
                                new CloudReply.Failed(CloudFault.lostReply("no cloud in this benchmark"))),
                        KubernetesOptions.of(ClusterId.of("bench")))) {
            controllers.start();
            long began = System.nanoTime();
            while (!controllers.ready()
                    || controllers.allocator().snapshot().records().getOrDefault(AllocationPhase.BOUND, 0) < pods) {
                Thread.sleep(100);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Thread.sleep(3000);
            long used = used();
            out.printf(
                    Locale.ROOT,
                    "%d bound pods read in %.1f s; heap after collection %.0f MB, %d bytes a pod%n",
                    server.pods(),
                    seconds,
                    used / 1e6,
                    used / pods);
            return used <= BOUND_BYTES ? 0 : 1;
        } catch (IOException e) {
            out.println("cannot listen: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
