package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.k8s.store.CustomResourceStore;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * W43: six to eight writes and two events for each pod to be bound, eight more to let it go. Here three to be bound, three to
 * let go and no event, counted by the API server itself.
 */
@ExtendWith(SharedCluster.class)
class W43WritesPerPodIT {
    private static final String NAMESPACE = "writes";
    private static final int PODS = 8;

    private final LocalControlPlane cluster;
    private ControllerSite site;

    W43WritesPerPodIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() {
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        site = new ControllerSite(cluster, FakeLatencies.ZERO);
        site.node("writes-1", InstanceTypes.G7_XLARGE.instanceType(), false);
    }

    @AfterEach
    void end() {
        cluster.kubectl().run("delete", "deployments", "--all", "-n", NAMESPACE, "--wait=false");
        site.awaitNoEnis(ControllerSite.PATIENCE);
        site.close();
    }

    private void keepsTheBudget(KubernetesOptions options) {
        site.start(options);
        Await.until(
                "what the node advertises",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .get("/api/v1/nodes/writes-1")
                        .fields("status")
                        .fields("allocatable")
                        .text("aliyun/member-eni")
                        .isPresent());
        ApiMetrics start = ApiMetrics.of(cluster.api());
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, "counted", PODS, ControllerSite.elastic("vsw-zone-a-1")));
        Await.until("running pods", ControllerSite.PATIENCE, () -> site.running(NAMESPACE, "app=counted") == PODS);
        ApiMetrics bound = ApiMetrics.of(cluster.api());
        cluster.kubectl().run("scale", "deployment/counted", "-n", NAMESPACE, "--replicas=0");
        Await.until(
                "no record",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .list("/apis/network.alibabacloud.com/v1beta1/namespaces/" + NAMESPACE + "/podenis")
                        .isEmpty());
        assertThat(records(bound.since(start))).as("writes to bound").isLessThanOrEqualTo(3L * PODS);
        assertThat(records(ApiMetrics.of(cluster.api()).since(bound)))
                .as("writes to let go")
                .isLessThanOrEqualTo(3L * PODS);
        assertThat(cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + NAMESPACE + "/events").stream()
                        .filter(event ->
                                event.text("reportingController").orElse("").startsWith("terway-controlplane"))
                        .map(event -> event.text("reason").orElse("") + ": "
                                + event.text("note").orElse("")))
                .as("events about pods that never waited")
                .isEmpty();
    }

    private static long records(ApiMetrics metrics) {
        return metrics.writes("podenis") + metrics.writes("podenis/status");
    }

    @Test
    void threeWritesToBoundThreeToLetGoAndNoEvent_W43() {
        keepsTheBudget(ControllerSite.options());
    }

    @Test
    void aStoreThatAlsoStampsEachRecordIsCaught_W43() throws IOException {
        Env env = PodNetworkAllocators.systemEnv(1);
        try (KubeApi api = KubeApi.open(KubeAccess.byFile(cluster.kubeconfig()), env);
                CustomResourceStore plain = new CustomResourceStore(api, env)) {
            KubernetesOptions weak =
                    ControllerSite.options().allocator(builder -> builder.store(new Stamping(plain, cluster)));
            assertThatThrownBy(() -> keepsTheBudget(weak)).isInstanceOf(AssertionError.class);
        }
    }

    /** Labels each record once more after it was made, as the existing control plane labels its objects. */
    private record Stamping(RecordStore<Allocation> plain, LocalControlPlane cluster)
            implements RecordStore<Allocation> {
        @Override
        public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
            return plain.read(key);
        }

        @Override
        public CompletionStage<ListReply<Allocation>> list() {
            return plain.list();
        }

        @Override
        public CompletionStage<CommitReply> create(PodRef key, Allocation record) {
            return plain.create(key, record).thenApply(reply -> {
                cluster.api()
                        .send(
                                "PATCH",
                                ControllerSite.path(key.namespace(), key.name()),
                                "{\"metadata\":{\"labels\":{\"stamp\":\"1\"}}}",
                                ClusterApi.MERGE_PATCH);
                return reply;
            });
        }

        @Override
        public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
            return plain.update(current, next);
        }

        @Override
        public CompletionStage<CommitReply> remove(Stored<Allocation> current) {
            return plain.remove(current);
        }

        @Override
        public void listen(Listener listener) {
            plain.listen(listener);
        }
    }
}
